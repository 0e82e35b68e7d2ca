"""A reply has the form of its draft: what no edit touches is the same to the byte, tags included."""

from html.parser import HTMLParser

import pytest

from service.models import RewriteRequest
from service.principles.pack import Pack
from service.rewriter import Rewriter

THREAT = "If you do not pay the invoice of $49.00 by March 3, we will be forced to suspend your account."
MENDED = "To keep your account active, please pay the invoice of $49.00 by March 3. Otherwise it will be suspended."
HOLLOW = "Thank you for reaching out to us."

MAIL = """\
<!-- header: {{brand}} -->
<table style="width:100%" cellpadding=0><tr>
  <td class='a &amp; b'><h1>Your   invoice</h1></td></tr><tr><td>
    <p>Hello&nbsp;{{ customer.name }},</p>
    <p style="color:#333">@1</p>
    <p>@2 See <a href="https://pay.example/i?a=1&amp;b=2" target=_blank>this page</a> &mdash; it is quick.</p>
    <ul><li>Amount: <b>$49.00</b></li><li>Due:<br/>March 3</li></ul>
    <blockquote>@3</blockquote>
    <div class="signature">Tom &copy; Acme</div>
  </td></tr></table><!-- end -->
"""


class _Tags(HTMLParser):
    """Another make's view of the markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(("start", tag, repr(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("end", tag))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))

    def handle_entityref(self, name: str) -> None:
        self.seen.append(("entity", name))


def _tags(text: str) -> list[tuple[str, ...]]:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.seen


async def _reply(pack: Pack, draft: str) -> str:
    return (await Rewriter(pack).rewrite(RewriteRequest(draft=draft))).reply


async def test_html_is_edited_inside_its_text_only(pack: Pack) -> None:
    draft = MAIL.replace("@1", THREAT).replace("@2", "Kindly pay now.").replace("@3", THREAT)
    reply = await _reply(pack, draft)
    mended = MAIL.replace("@1", MENDED).replace("@2", "Please pay now.").replace("@3", THREAT)
    assert reply == mended, "the quotation stays as it was"
    assert _tags(reply) == _tags(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "# Notice\n\n{}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "1. {}\n2. Wait for the mail.\n",
        "- {}\n- See [the page](https://a.example/x).\n",
        "**Note:** all is well.\n\n{}\n\n```\nIf you do not pay\n```\n",
        "{}\n\n> If you do not pay by March 3, we will be forced to suspend your account.\n",
        "Hi @jo_doe #help 1/2\n\n{}\n\n--\nTom\nhttps://a.example",
        "{} ^TOM",
        "Hi Jo,\r\n\r\n{}\r\n\r\nBest,\r\nTom",
        "{}\n\nOn Mon, 3 Mar 2025 at 10:00, Jo <jo@a.example> wrote:\n> " + THREAT,
    ],
)
async def test_the_rest_of_the_text_stays(pack: Pack, draft: str) -> None:
    assert await _reply(pack, draft.format(THREAT)) == draft.format(MENDED)


@pytest.mark.parametrize(
    ("draft", "reply"),
    [
        (f"Hi Jo,\n\n{HOLLOW}\n\nThe parcel has left.", "Hi Jo,\n\nThe parcel has left."),
        (f"<p>{HOLLOW} The parcel has left.</p>", "<p>The parcel has left.</p>"),
        (f"<p>{HOLLOW}</p><p>The parcel has left.</p>", "<p>The parcel has left.</p>"),
    ],
)
async def test_what_goes_leaves_no_gap(pack: Pack, draft: str, reply: str) -> None:
    assert await _reply(pack, draft) == reply
