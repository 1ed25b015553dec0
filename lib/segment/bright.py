"""The rules of bright spots with their thresholds, and how a filter writes them: whales:0.5."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lib.errors import QuestionRefused
from lib.i18n import _


class RuleName(StrEnum):
    """The rules, by their names on the command line and in links."""

    CHAMPIONS = "champions"
    FREQUENT = "frequent"
    FAST = "fast"
    WHALES = "whales"
    EARLY = "early"


# A number of the user's own; where None stands the shop's figures set the bar.
USUAL_THRESHOLDS: dict[RuleName, float | None] = {
    RuleName.CHAMPIONS: None,
    RuleName.FREQUENT: None,
    RuleName.FAST: 0.8,
    RuleName.WHALES: 0.5,
    RuleName.EARLY: 0.25,
}
# Purchase days, a factor of the usual time, and two shares; Champions take no threshold.
_HIGHEST = {
    RuleName.CHAMPIONS: 0.0,
    RuleName.FREQUENT: 366.0,
    RuleName.FAST: 10.0,
    RuleName.WHALES: 1.0,
    RuleName.EARLY: 1.0,
}
_WRITTEN = re.compile(r"([a-z]+)(?:\s*:\s*(\d{1,3}(?:\.\d{1,17})?|\.\d{1,17}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """One rule and its threshold; None stands for the usual one."""

    name: RuleName = RuleName.CHAMPIONS
    threshold: float | None = None

    @property
    def asked(self) -> float | None:
        """The threshold to use: the chosen one, else the usual one."""
        return USUAL_THRESHOLDS[self.name] if self.threshold is None else self.threshold


def rule_of(text: str) -> Rule:
    """The rule of "whales" or "whales:0.4". Raises QuestionRefused for other text."""
    found = _WRITTEN.fullmatch(text.strip())
    names = [name.value for name in RuleName]
    if found and found[1].lower() in names:
        name = RuleName(found[1].lower())
        if found[2] is None:
            return Rule(name)
        threshold = float(found[2])
        is_whole = threshold.is_integer() or name is not RuleName.FREQUENT
        if 0 < threshold <= _HIGHEST[name] and is_whole:
            return Rule(name, threshold)
    raise QuestionRefused(
        _('"{text}" is not a rule of bright spots.').format(text=text),
        _(
            "The rules are {names}. After a colon comes a threshold: for frequent whole purchase"
            " days, for the others a part of one; champions takes none."
        ).format(names=", ".join(names)),
        _("Write it like bright_spot=champions, bright_spot=frequent:6 or bright_spot=whales:0.4."),
        code="segment_bright_spot",
    )


def written_rule(rule: Rule) -> str:
    """The rule as ``rule_of`` reads it."""
    if rule.threshold is None:
        return rule.name.value
    return f"{rule.name.value}:{str(float(rule.threshold)).removesuffix('.0')}"


def rule_label(name: RuleName) -> str:
    """The rule as one word or two."""
    return {
        RuleName.CHAMPIONS: _("Champions and Loyal"),
        RuleName.FREQUENT: _("Frequent"),
        RuleName.FAST: _("Fast replenishers"),
        RuleName.WHALES: _("Biggest spenders"),
        RuleName.EARLY: _("Early second order"),
    }[name]


def rule_words(text: str) -> str:
    """The rule with its threshold as people say it: "Biggest spenders (50 % of the revenue)"."""
    rule = rule_of(text)
    label, asked = rule_label(rule.name), rule.asked
    if asked is None:
        return label
    bar = {
        RuleName.FREQUENT: _("at least {number} purchase days in a year"),
        RuleName.FAST: _("at most {percent} % of the usual time"),
        RuleName.WHALES: _("{percent} % of the revenue"),
        RuleName.EARLY: _("the fastest {percent} %"),
    }[rule.name].format(number=f"{asked:g}", percent=f"{asked * 100:g}")
    return f"{label} ({bar})"
