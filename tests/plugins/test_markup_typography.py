"""Typography is right, and touches no code, name, address or Korean."""

import pytest
from manuscripts import html_of
from reading_room.markup.typography import typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"Yes", he said', "“Yes”, he said"),
        ("He said \"it is 'the Libya model' again\".", "He said “it is ‘the Libya model’ again”."),
        ("\"'Quoted' words\"", "“‘Quoted’ words”"),
        ("\"words 'quoted'\"", "“words ‘quoted’”"),
        ('("in brackets")', "(“in brackets”)"),
        ('a pause--"then this"', "a pause–“then this”"),
        ('"wait--" he said', "“wait–” he said"),
        ('"... and then"', "“… and then”"),
        ("the '90s and the class of '94", "the ’90s and the class of ’94"),
        ("'Tis the leaders' choice, don't", "’Tis the leaders’ choice, don’t"),
        ("O'Neill, Ha'aretz, P'yongyang", "O’Neill, Ha’aretz, P’yongyang"),
        ("US--North Korean", "US–North Korean"),
        ("wrong --- I don't", "wrong\u00a0— I don’t"),
        ("1994-2002, pp. 3-5, a vote of 15-0", "1994–2002, pp.\u00a03–5, a vote of 15–0"),
        ("1994-95, but 2018-06", "1994–95, but 2018-06"),
        ("2018-06-12 and 978-0-7456-2837-0", "2018-06-12 and 978-0-7456-2837-0"),
        ("Hwasong-15, KN-23, a 24-hour stay", "Hwasong-15, KN-23, a 24-hour stay"),
        (
            "12 June 2018, June 12, 12-13 June",
            "12\u00a0June\u00a02018, June\u00a012, 12–13\u00a0June",
        ),
        ("p. 45, No. 5, vol. 2", "p.\u00a045, No.\u00a05, vol.\u00a02"),
        ("Mr Kim and Dr. Lee", "Mr\u00a0Kim and Dr.\u00a0Lee"),
        ("20 kilotons, 5 km, 38 per cent", "20\u00a0kilotons, 5\u00a0km, 38\u00a0per cent"),
        ("J. D. Salinger", "J.\u00a0D.\u00a0Salinger"),
        ("see https://x.org/1994-2002?a='b' now", "see https://x.org/1994-2002?a='b' now"),
        ('5 " 3', '5 " 3'),
        ('김정은 "위원장" 동지', '김정은 "위원장" 동지'),
        ('he said "김정은" here', "he said “김정은” here"),
    ],
)
def test_what_is_typed_is_set_as_a_printer_would(typed, set_):
    assert typeset(typed) == set_
    assert typeset(set_) == set_


def test_a_quotation_may_open_in_one_element_and_close_in_another():
    assert "“<em>mysteriously</em> wonderful”" in html_of('"*mysteriously* wonderful"')
    assert "<em>“Word”</em>, he said" in html_of('*"Word"*, he said')
    assert '<a href="https://x.org">“yes”</a>s.' in html_of('["yes"](https://x.org)s.')


@pytest.mark.parametrize(
    "text",
    [
        "`\"a\" -- 'b' ... 1994-2002`",
        '    "code" -- x\n',
        '```\n"code" -- x\n```',
        '<kbd>"a" -- 1994-2002</kbd>',
        '<span lang="ko">"a" -- 1994-2002</span>',
        '<https://x.org/"a"-1994-2002>',
    ],
)
def test_code_keys_korean_and_addresses_are_left_alone(text):
    markup = html_of(text)
    assert not set("“”‘’–—…\u00a0") & set(markup)


def test_attributes_and_escaped_marks_are_left_alone():
    assert 'title="\'90s -- a"' in html_of('[x](https://x.org "\'90s -- a")')
    assert '>"x"<' in html_of(r"\"x\"").replace("&quot;", '"')


def test_what_comes_from_the_record_is_set_too():
    assert ">12\u00a0June\u00a02018</a>" in html_of("[](event:2018-06-12-singapore-summit#date)")


def test_a_heading_is_set_in_the_contents_and_keeps_its_id():
    from manuscripts import converted

    result, _ = converted('## What "trust" was, 1994-2002\n\nx')
    assert result.facts["contents"][0]["name"] == "What “trust” was, 1994–2002"
    assert result.facts["contents"][0]["id"] == "what-trust-was-1994-2002"
