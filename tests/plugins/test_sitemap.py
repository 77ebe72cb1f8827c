"""The public site's map, its pages' own addresses, and how they look where they are shared."""

import datetime
from urllib.parse import urlsplit

import pytest
from conftest import DATA, PUBLIC, pelican, read_table, write_table
from lxml import etree, html

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
APART = ("404.html", "search/", "drafts/draft-one/", "essays/hidden-one/")


def path_of(folder, file):
    name = file.relative_to(folder).as_posix()
    return name.removesuffix("index.html") if name.endswith("/index.html") else name


def is_frame(path):
    """Whether other sites show the page in a frame: it has no way to others, and no place here."""
    return path.endswith("/embed/")


def pages(folder):
    found = {path_of(folder, file): html.parse(str(file)) for file in folder.rglob("*.html")}
    found[""] = found.pop("index.html")
    return found


def listed(folder):
    tree = etree.parse(str(folder / "sitemap.xml"))
    return {
        entry.findtext("s:loc", namespaces=NAMES).removeprefix(f"{PUBLIC}/"): entry.findtext(
            "s:lastmod", namespaces=NAMES
        )
        for entry in tree.iterfind("s:url", NAMES)
    }


def test_the_map_has_every_page_that_one_may_come_to(public_site):
    paths = pages(public_site).keys()
    assert set(APART) <= paths
    frames = set(filter(is_frame, paths))
    assert frames
    assert listed(public_site).keys() == paths - set(APART) - frames


def test_days_of_change_are_those_that_are_known(public_site):
    days = listed(public_site)
    assert days["essays/small/"] == "2026-01-02"
    assert days["essays/hostile/"] == "2026-01-07"
    events = {row["id"]: row["checked_on"] for row in read_table(DATA / "events.csv")}
    key = "2018-06-12-singapore-summit"
    assert days[f"events/{key}/"] == events[key]
    newest = max(row["made_on"] for row in read_table(DATA / "changes.csv"))
    assert days["data/"] == days["changes/"] == newest
    assert days[""] is days["glossary/"] is None
    assert all(datetime.date.fromisoformat(day) for day in days.values() if day)


def test_robots_are_told_of_the_map_where_there_is_one(public_site, built_site):
    robots = (public_site / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {PUBLIC}/sitemap.xml\n" in robots
    assert not (built_site / "sitemap.xml").exists()
    assert "Sitemap" not in (built_site / "robots.txt").read_text(encoding="utf-8")


def test_every_page_of_the_map_says_where_it_is(public_site):
    found = pages(public_site)
    for path in listed(public_site):
        assert found[path].xpath("//link[@rel='canonical']/@href") == [f"{PUBLIC}/{path}"], path
        assert not found[path].xpath("//meta[@name='robots']"), path
    assert not found["404.html"].xpath("//link[@rel='canonical']")


def test_every_page_of_the_map_can_be_shared(public_site):
    found = pages(public_site)
    for path in listed(public_site):
        said = shared(found[path])
        assert said["og:url"] == f"{PUBLIC}/{path}"
        assert said["og:title"]
        assert said["og:title"] in found[path].findtext(".//title")
        assert said["og:description"] == said["description"]
        assert said["og:site_name"] == "Face to Face"
        assert said["og:locale"] == "en_GB"
        is_essay = path.startswith("essays/") and path != "essays/"
        assert said["og:type"] == ("article" if is_essay else "website"), path
        assert said["twitter:card"] == "summary_large_image"
    for path in ("404.html", "search/"):
        assert not [name for name in shared(found[path]) if name.startswith(("og:", "twitter:"))]


def shared(page):
    """What the head of a page says of it, by name."""
    return {
        tag.get("property") or tag.get("name"): tag.get("content")
        for tag in page.xpath("//head/meta[@name or @property]")
    }


@pytest.fixture
def moved_site(small_copy):
    """The folder of an address that was given up on the public site, and the id of the new one."""
    new = "2018-06-12-singapore-summit"
    row = {"old_id": "2018-06-12-summit", "new_id": new, "table": "events"}
    row |= {"moved_on": "2026-11-25", "reason": "Named better."}
    path = small_copy / "analysis/data/redirects.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    write_table(path, [row], header)
    options = ("-e", "HOUSE_RULES=false", "PRINT_ESSAYS=false")
    built = pelican(small_copy, "-s", "publishconf.py", *options, SITEURL=PUBLIC)
    assert built.returncode == 0, built.stdout + built.stderr
    return small_copy / "output/events/2018-06-12-summit", new


def test_a_moved_page_leads_to_where_it_is_now(moved_site):
    old, new = moved_site
    page = html.parse(str(old / "index.html"))
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{PUBLIC}/events/{new}/"]
    assert not page.xpath("//meta[starts-with(@property, 'og:')]")
    folder = old.parents[1]
    assert f"events/{old.name}/" not in listed(folder)
    assert f"events/{new}/" in listed(folder)


def test_without_an_address_nothing_is_said_of_it(built_site):
    page = html.parse(str(built_site / "index.html"))
    assert not page.xpath("//link[@rel='canonical']|//meta[starts-with(@property, 'og:')]")
    for file in built_site.rglob("*.html"):
        if is_frame(path_of(built_site, file)):
            continue
        feeds = html.parse(str(file)).xpath("//link[@type='application/atom+xml']/@href")
        assert len(feeds) == 2, file
        assert not any(urlsplit(feed).netloc for feed in feeds)
