"""Placeholder syntaxes of the helpdesks: one row a syntax, longest opening first."""

import re
from typing import NamedTuple


class Syntax(NamedTuple):
    """One way of writing a placeholder, with examples that are run as tests."""

    name: str
    pattern: str
    examples: tuple[str, ...]


# A brace body may hold one further level of braces: Twig writes "#{invoice.hash}" inside "{{ }}".
_BODY = r"(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,400}?"

SYNTAXES: tuple[Syntax, ...] = (
    Syntax("mask", r"⟦[^⟦⟧\n]*⟧", ("⟦link1⟧",)),
    Syntax("html comment", r"<!--[\s\S]*?(?:-->|\Z)", ("<!-- TODO: @username -->",)),
    Syntax(
        "intercom attribute",
        r"<attribute\b[^>\n]*/?>",
        ('<attribute key="user.name" default="there"/>',),
    ),
    Syntax("salesforce lightning", rf"\{{\{{\{{{_BODY}\}}\}}\}}", ("{{{Recipient.FirstName}}}",)),
    Syntax(
        "liquid value",
        rf"\{{\{{{_BODY}\}}\}}",
        (
            "{{ticket.id}}",
            '{{user.name|fallback:"there"}}',
            "{{ contact.first_name || 'there' }}",
            "{{ticket.messages[-1].body_text}}",
            "{{ .Conversation.ReferenceNumber }}",
            "{{ {'a': 1}|url }}",
        ),
    ),
    Syntax(
        "logic tag",
        r"\{%.{0,400}?%\}",
        ("{% if ticket.id %}", "{% endif %}", "{%customer.firstName,fallback=there%}"),
    ),
    Syntax("freescout marker", r"\{#.{0,400}?#\}", ("{#FS:YWJj#}",)),
    Syntax(
        "zammad",
        r"#\{[^{}\n]*\}",
        ("#{ticket.customer.firstname}", '#{dt(ticket.updated_at, "%A %H:%M", "Europe/Berlin")}'),
    ),
    Syntax("osticket", r"%\{[^{}\n]*\}", ("%{ticket.thread.complete.reversed}",)),
    Syntax("template literal", r"\$\{[^{}\n]*\}", ("${duplicateQuery}",)),
    Syntax(
        "salesforce classic",
        r"\{![^{}\n]*\}",
        ("{!Contact.FirstName, Valued Customer}", '{!BLANKVALUE(Contact.FirstName, "you")}'),
    ),
    Syntax("helprace", r"\{\$[^{}\n]*\}", ("{$ticket.title}",)),
    Syntax("single brace", r"\{[A-Za-z_][\w.]*\}", ("{reporter}", "{user.firstname}")),
    Syntax("double square", r"\[\[[^\[\]\n]*\]\]", ("[[MISSING TOKEN - PROPERTY NAME]]",)),
    Syntax("mailchimp", r"\*\|[^|\n]{1,200}\|\*", ("*|FNAME|*", "*|DATE:d/m/y|*")),
    Syntax("double angle", r"<<[^<>\n]*>>", ("<<first name>>",)),
    Syntax("capitals slot", r"\[[A-Z][A-Z0-9 _'-]*\]", ("[CUSTOMER NAME]",)),
    Syntax("hubhus", r"%[a-z]+(?:_[a-z]+)+%", ("%lead_name%",)),
    Syntax("hubhus call", r"@(?:select|if)[\[(][^\])\n]*[\])]", ("@select[field,slug]", "@if(notes)")),
    Syntax(
        "osticket legacy",
        r"(?<![\w%])%(?:name|ticket|id|email|subject|dept|staff|url)\b",
        ("%name", "%ticket"),
    ),
    Syntax("bracketed slot", r"\[[A-Za-z][\w' -]{1,40}\](?![(\[:])", ("[customer name]", "[Order Number]")),
    Syntax("angled slot", r"<[A-Z][A-Z0-9 _-]+>", ("<CUSTOMER NAME>",)),
    Syntax("printf", r"%(?:\d+\$)?(?:\.\d+)?[sdf]\b", ("%s", "%1$s", "%.2f")),
    Syntax("blank", r"_{4,}", ("____",)),
    Syntax("capitals word", r"\b[A-Z]+(?:_[A-Z0-9]+)+\b", ("CVE_ID", "ORDER_NUMBER")),
)

PLACEHOLDER = re.compile("|".join(f"(?:{row.pattern})" for row in SYNTAXES))
"""Any placeholder of any syntax."""
