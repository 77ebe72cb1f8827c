"""Settings for building and writing; publishconf.py adds what only the public site needs."""

import sys
from pathlib import Path

SITE_ROOT = str(Path(__file__).resolve().parent)
CACHE_ROOT = str(Path(SITE_ROOT) / ".cache")
for _folder in ("plugins", "analysis"):
    if str(Path(SITE_ROOT) / _folder) not in sys.path:
        sys.path.insert(0, str(Path(SITE_ROOT) / _folder))

from reading_room.site import Site  # noqa: E402 - needs the path above

PELICAN_CLASS = Site
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["reading_room"]

SITENAME = "Face to Face"
SITESUBTITLE = "Trust, the security dilemma and summit diplomacy"
SITEURL = ""
RELATIVE_URLS = True
AUTHOR = "The editors"
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "themes/reading-room"
ARTICLE_PATHS = ["essays"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = [name for name in ("images", "extra") if Path(SITE_ROOT, PATH, name).is_dir()]
EXTRA_PATH_METADATA = {
    "extra/favicon.svg": {"path": "favicon.svg"},
    "extra/_headers": {"path": "_headers"},
}
ARTICLE_URL = "essays/{slug}/"
ARTICLE_SAVE_AS = "essays/{slug}/index.html"
ARTICLE_LANG_URL = "essays/{slug}-{lang}/"
ARTICLE_LANG_SAVE_AS = "essays/{slug}-{lang}/index.html"
DRAFT_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = "drafts/{slug}/index.html"
DRAFT_LANG_URL = "drafts/{slug}-{lang}/"
DRAFT_LANG_SAVE_AS = "drafts/{slug}-{lang}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{slug}-{lang}/"
PAGE_LANG_SAVE_AS = "{slug}-{lang}/index.html"
SLUGIFY_SOURCE = "basename"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "Essays"

# Every other page is written by the plugin.
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
AUTHOR_URL = "authors/{slug}/"
CATEGORY_URL = "categories/{slug}/"
TAG_URL = "tags/{slug}/"
DEFAULT_PAGINATION = False

FEED_ALL_ATOM = "feeds/essays.atom.xml"
FEED_DOMAIN = "http://localhost:8000"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# Unbound numbers and dates, tables without a caption, quotations without a source and images
# without a credit: here they are counted, and publishconf.py refuses them. So a paper from elsewhere builds as it is.
HOUSE_RULES = False

MARKDOWN = {
    "extensions": [
        "attr_list",
        "codehilite",
        "def_list",
        "fenced_code",
        "footnotes",
        "md_in_html",
        "pymdownx.bracketspan",
        "pymdownx.caret",
        "pymdownx.tilde",
        "reading_room.markup.pandoc",
        "sane_lists",
        "tables",
        "toc",
    ],
    "extension_configs": {
        # Code is coloured where it says its language, as Pelican does it.
        "codehilite": {"css_class": "code", "guess_lang": False, "linenums": False},
        # Notes are numbered as they are referred to, wherever they are written.
        "footnotes": {
            "BACKLINK_TITLE": "Back to note {} in the text",
            "USE_DEFINITION_ORDER": False,
        },
        "pymdownx.caret": {"insert": False},
        "toc": {"toc_depth": "2-3"},
    },
    "output_format": "html",
}
TYPOGRIFY = False
# The public site has a PDF of each essay (publishconf.py); `make pdf` prints one at any time.
PRINT_ESSAYS = False
# Dates of publication are days; nothing on the site depends on the clock or the machine.
LOAD_CONTENT_CACHE = False
DELETE_OUTPUT_DIRECTORY = False
