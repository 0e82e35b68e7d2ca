"""The house: what this company may always say or offer, and its voice."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from service.principles.model import Closed, Text
from service.text import claims, facts


class House(Closed):
    """`prompts/house.yaml`: standing permissions that model and review both read."""

    name: str = Field("", description="The company's name; empty where it need not be known.")
    voice: Text = Field(description="How replies sound, in a sentence or two.")
    apology: Literal["own", "regret"] = Field(
        description="own: apologise for what the customer reports. regret: never own, only regret."
    )
    may_always_offer: tuple[Text, ...]
    may_always_say: tuple[Text, ...]
    avoid: tuple[Text, ...] = Field(description="Words and phrases no reply uses.")

    @cached_property
    def claims(self) -> claims.Known:
        """What the permissions claim."""
        return claims.known(self.permissions)

    @cached_property
    def facts(self) -> frozenset[tuple[str, str]]:
        """The keys of the facts that the permissions state."""
        return frozenset(facts.key(fact) for line in self.permissions for fact in facts.find(line))

    @cached_property
    def avoided(self) -> tuple[str, ...]:
        """The phrases to avoid, evened for comparison."""
        return tuple(facts.evened(phrase) for phrase in self.avoid)

    @property
    def permissions(self) -> tuple[str, ...]:
        """Everything a reply may say although the draft does not."""
        return self.may_always_offer + self.may_always_say
