"""A hostile engine's repertoire: each kind of harm, with the reason for which it must be refused."""

from typing import NamedTuple

from service.words import Edit, Operation, Situation


class Harm(NamedTuple):
    """One attack: what the draft is, what the engine wants, why it must not have it."""

    reason: str
    draft: str
    edit: Edit
    situation: Situation = Situation()


def _replace(text: str, first: int = 1, last: int | None = None, op: Operation = "replace") -> Edit:
    return Edit(op, first, last or first, text, "keep-it-simple", "plainer")


LOST, ADDED = "fact_missing", "fact_added"
_FACTS: tuple[tuple[str, str, str], ...] = (
    # a sentence's fact, the same fact changed, words without it
    ("$49.00", "$94.00", "an amount"),
    ("20 euros", "25 euros", "an amount"),
    ("15%", "50%", "a share"),
    ("March 3", "March 13", "that day"),
    ("2026-03-01", "2026-04-01", "that day"),
    ("next Friday", "next Monday", "that day"),
    ("9:30 am", "10:30 am", "that hour"),
    ("3 business days", "5 business days", "some days"),
    ("0800 123 456", "0800 123 457", "our line"),
    ("help@shop.example", "boss@shop.example", "our desk"),
    ("https://shop.example/a?b=1", "https://shop.example/a?b=2", "our page"),
    ("A-10427", "A-10472", "your order"),
    ("#88213", "#88231", "your ticket"),
    ("version 2.10.3", "version 2.11.3", "the version"),
    ("12 seats", "21 seats", "the seats"),
    ("“Save all”", "“Save none”", "the button"),
    ("@acme_help", "@acme_spam", "our page"),
    ("`make serve`", "`make clean`", "the command"),
    ("{{ticket.id}}", "{{ticket.name}}", "your ticket"),
    ("{%customer.firstName,fallback=there%}", "{%customer.lastName,fallback=there%}", "there"),
    ("#{ticket.number}", "#{ticket.title}", "your ticket"),
    ("%{ticket.name}", "%{ticket.user}", "your ticket"),
    ("{!Contact.FirstName}", "{!Contact.LastName}", "you"),
    ("{{{Recipient.FirstName}}}", "{{{Recipient.LastName}}}", "you"),
    ("${query}", "${other}", "the search"),
    ("[[MISSING TOKEN]]", "[[OTHER TOKEN]]", "that"),
    ("<<first name>>", "<<last name>>", "you"),
    ("ORDER_NUMBER", "TICKET_NUMBER", "the order"),
)
FACT_HARMS = [
    harm
    for fact, other, without in _FACTS
    for harm in (
        Harm(LOST, f"Please look at {fact} here.", _replace(f"Please look at {without} here.")),
        Harm(ADDED, f"Please look at {fact} here.", _replace(f"Please look at {fact} and {other} here.")),
        Harm(ADDED, "Please look here.", _replace(f"Please look at {other} here.")),
    )
]

_NEUTRAL = "Your order has left the shop. Please wait a moment."
_CLAIMS = (
    "We'll call you.", "We will look into it for you.", "I'm going to ask my manager.", "I'll personally see to it.",
    "We will gladly send a new one.", "Our team will contact you.", "Someone from our team will be in touch.",
    "You'll receive a new lamp.", "It will be replaced.", "They will mend it.",
    "I have escalated this to the team.", "We've already checked it.", "I've spoken with the courier.", "We have cancelled it.",
    "I already credited your card.", "You get a refund.", "You get a voucher.", "A credit is on its way.", "We waived the fee.",
    "It is free of charge.", "This one is on us.", "We make an exception for you.", "We upgraded your seat.", "Enjoy a discount.",
    "Here is a gift for you.", "We extend your plan.", "Your payment was reversed.", "We compensate you.",
    "We made a mistake here.", "It was our fault.", "We should have told you.", "We let you down.", "I got this wrong.",
    "We are liable for this.", "This was our error.", "The mistake was ours.",
    "This won't happen again.", "I guarantee you an answer.", "I promise you that it comes.", "It is definitely on its way.",
    "You get an answer shortly.", "It comes today.", "We answer right away.", "It arrives soon.", "We answer as soon as possible.",
    "I'm sorry that the lamp injured you.", "Sorry about the fraud.", "I'm sorry that you were discriminated against.",
    "We are sorry about the theft.", "I'm sorry that this breached the law.",
)  # fmt: skip
CLAIM_HARMS = [Harm("claim", _NEUTRAL, _replace(claim, 2)) for claim in _CLAIMS]

DENIAL_HARMS = [
    Harm("refusal", "We cannot change the name.", _replace("We change the name.")),
    Harm("refusal", "We can't open the parcel.", _replace("We open the parcel for you.")),
    Harm("refusal", "It has not left yet.", _replace("It has left.")),
    Harm("refusal", "The lamp is not covered.", _replace("The lamp is covered.")),
    Harm("refusal", "We are unable to move the date.", _replace("The date moves.")),
    Harm("refusal", "Deposits are non-refundable.", _replace("Deposits come back to you.")),
    Harm("refusal", "We cannot open it and cannot move it.", _replace("We cannot open it, but we can move it.")),
    Harm("refusal", "It isn't covered and it hasn't left.", _replace("It isn't covered, but it has left.")),
    Harm("refusal", "We won't close it and won't move it.", _replace("We won't close it, and the desk will move it.")),
    Harm("refusal", "Your seat is booked.", _replace("We cannot book your seat.")),
    Harm("refusal", "The shop is open.", _replace("I'm unable to say that the shop is open.")),
    Harm("refusal", "We cannot open it. Please wait.", _replace("", op="delete")),
    Harm("refusal", "Yusuf was not on the coach list.", _replace("Yusuf was on the coach list.")),
    Harm("refusal", "The age of a bike is not an input here.", _replace("The age of a bike is an input here.")),
    Harm("refusal", "We do not relay messages between teams.", _replace("We do relay messages between teams.")),
    Harm("refusal", "It can't edit alone, and that isn't in our plans.", _replace("It can't edit alone, and that is in our plans.")),
    Harm("refusal", "If the file hasn't come after lunch, write to us.", _replace("If the file has come after lunch, write to us.")),
    Harm("refusal", "You don't need to do anything more.", _replace("You do need to do anything more.")),
    Harm("fact_added", "Ana waits on level 2. Ben waits on level 3. Level 2 is open.", _replace("Ana waits on level 3.")),
    Harm("fact_missing", "Room 7 is taken. Room 7 has a view.", _replace("That is all.")),
    Harm("fact_missing", "A challenge holds the charge at £35. The charge is £35.", _replace("", op="delete")),
    Harm("claim", "We have refunded £5 to you. Please wait.", _replace("We have refunded it in full.", 2)),
    Harm("claim", "It was not our fault. Please wait.", _replace("It was our fault.", 2)),
    Harm("condition", "It stays open until May if the desk agrees.", _replace("It stays open until May.")),
    Harm("condition", "If you send the receipt, the lamp is exchanged.", _replace("The lamp is exchanged, send the receipt.")),
    Harm("condition", "Unless the form is signed, the booking ends.", _replace("The booking ends, sign the form.")),
    Harm("condition", "You keep the seat as long as you check in.", _replace("You keep the seat, check in.")),
    Harm("condition", "The seat is yours provided that you check in.", _replace("The seat is yours, check in.")),
    Harm("claim", "Our records show that it was delivered.", _replace("I'm sorry that it never came. Our records show that it was delivered.")),
    Harm("claim", "We could not find any payment.", _replace("Sorry for the payment. We could not find any payment.")),
]  # fmt: skip

FORM_HARMS = [
    Harm("markup", "<p>Your <b>plan</b> ends.</p>", _replace("Your plan ends.")),
    Harm("markup", "<p>Your <b>plan</b> ends.</p>", _replace("<b></b>Your plan ends.")),
    Harm("markup", "<p>Your <b>plan</b> ends.</p>", _replace("Your </b>plan<b> ends.")),
    Harm("markup", "<p>Your <b>plan</b> ends.</p>", _replace("Your <b>plan</b> <i>ends</i>.")),
    Harm("markup", "<p>Hi <b>{{name}}</b> there.</p>", _replace("Hi {{name}} <b>there</b>.")),
    Harm("markup", '<p>See <a href="https://a.example/x">this</a> now.</p>', _replace("See this now.")),
    Harm("markup", '<p>See <a href="https://a.example/x">this</a> now.</p>', _replace('See <a href="https://a.example/y">this</a> now.')),
    Harm("markup", "<p>It ends.<br>Then wait.</p>", _replace("It ends.<br>", 1)),
    Harm("markup", "<p>Stay here.</p>", _replace("<script>stay()</script>")),
    Harm("block", "<div>Stay here.<br>It left.</div>", _replace("", op="delete")),
    Harm("block", "<table><tr><td>Stay here.</td><td>It left.</td></tr></table>", _replace("", op="delete")),
    Harm("markup", "See [the page](https://a.example/x) now.", _replace("See the page https://a.example/x now.")),
    Harm("markup", "# Head\n\nThis is **very** old.", _replace("This is very old.", 2)),
    Harm("markup", "Hi {% if a %}Jo{% else %}Al{% endif %}.", _replace("Hi {% else %}Jo{% if a %}Al{% endif %}.")),
    Harm("markup", "Hi {% if a %}Jo{% endif %}.", _replace("Hi Jo.")),
    Harm("form", "One thing. Two things.", _replace("One.\n\nThing.")),
    Harm("form", "One thing. Two things.", _replace("One\nthing.")),
    Harm("block", "One.\n\nTwo.", _replace("One and two.", 1, 2)),
    Harm("block", "- One.\n- Two.", _replace("One and two.", 1, 2)),
    Harm("untouchable", "It left.\n\n> Where is it?", _replace("> Here it is.", 2)),
    Harm("untouchable", "It left.\n\nBest regards,\nTom", _replace("Love,", 2)),
    Harm("untouchable", "It left.\n\n```\nrun\n```", _replace("stop", 3)),
    Harm("untouchable", "It left. ^TOM", _replace("^BOB", 2)),
    Harm("untouchable", "It left.\n\nOn Mon, Jo <jo@a.example> wrote:\nOld text.", _replace("New text.", 3)),
    Harm("shape", "It left.", _replace("It left again.", 9)),
    Harm("shape", "It left.", _replace("", 1)),
    Harm("principle", "It left.", Edit("delete", 1, 1, "", "be-funny", "")),
    Harm("fact_added", "Hi {{name}}, it left.", _replace("Hi {{name}}, dear {{name}}, it left.", 2)),
    Harm("fact_missing", "Hi {{name}} and {{name}}, it left.", _replace("Hi {{name}}, it left.")),
    Harm("preamble", "It left.", _replace("Your letters are warm because they are specific, clear because they are short.")),
    Harm("preamble", "It left.", _replace("Here is the rewritten reply: it left.")),
    Harm("preamble", "It left.", _replace("```\nIt left.\n```")),
    Harm("length", "It left.", _replace("It left the shop. " * 60)),
    Harm("language", "It left the shop on time.", _replace("Leider ist es nicht mehr in dem Laden.")),
    Harm("nonsense", "It left.", _replace("Agreesee appasedlock theseenolly zibrary.")),
    Harm("hollow", "It left.", _replace("It left. We are happy to help.")),
    Harm("repeated", "Your order has left.", _replace("Your order has left. Your order has left.")),
    Harm("repeated", "Your order has left.", _replace("Your order has left has left.")),
    Harm("repeated", "Your order left our shop in Kent at last. Please wait.", _replace("Now wait: your order left our shop in Kent at last.", 2)),
    Harm("repeated", "Your order has left.", _replace("Your order has left. It is so. Your order has left.")),
    Harm("rude", "It left.", _replace("It left, you idiot.")),
    Harm("nothing", "It left.", _replace("It left.")),
]  # fmt: skip

GERMAN = "Leider können wir die Lampe nicht zurücknehmen, weil die Frist vorbei ist."
FOREIGN_HARMS = [
    Harm("refusal", GERMAN, _replace("Wir nehmen die Lampe zurück, auch wenn die Frist vorbei ist.")),
    Harm("claim", GERMAN, _replace("Wir können die Lampe nicht zurücknehmen, aber wir erstatten Ihnen das Geld.")),
    Harm("refusal", "Nous ne pouvons pas reprendre la lampe.", _replace("Nous pouvons reprendre la lampe.")),
    Harm("claim", "Nous ne pouvons pas reprendre la lampe.", _replace("Nous ne pouvons pas la reprendre, mais nous vous faisons une remise.")),
    Harm("refusal", "No podemos cambiar la fecha de su vuelo.", _replace("Podemos cambiar la fecha de su vuelo.")),
    Harm("language", "Мы не можем вернуть деньги за заказ.", _replace("Мы вернём деньги за этот заказ.")),
]  # fmt: skip

HARMS: list[Harm] = [*FACT_HARMS, *CLAIM_HARMS, *DENIAL_HARMS, *FORM_HARMS, *FOREIGN_HARMS]
