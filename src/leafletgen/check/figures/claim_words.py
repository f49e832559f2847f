"""The words of claims: how English states a figure, a risk, an effect of treatment or an outcome, and how it gives advice instead.

Data only, as patterns over one sentence; `claims` decides what counts.
"""

from __future__ import annotations

import re

from leafletgen.check.text.patterns import any_of

_COUNT = any_of("one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|million")
NUMBER = rf"(?:\d[\d,.]*(?<=\d)|(?:a |one )?(?:hundred|thousand|million)|{_COUNT})"
_DIGITS = r"(?<![\w.£$€])\d[\d,.]*(?:\s?(?:to|[-–])\s?\d[\d,.]*)?"
UNITS = any_of("""
    mg|mcg|µg|μg|g|kg|ml|mL|mmol(?:/l|/mol)?|IU|kcal|kJ|mmHg
    micrograms?|milligrams?|grams?|kilograms?|millilit(?:re|er)s?|lit(?:re|er)s?|international units|calories|units of (?:alcohol|insulin)
""")
_VESSEL = any_of("spoons?|syringes?|bottles?|glass|mug|cup|packs?|tins?")
_PEOPLE = any_of("people|patients|adults|children|women|men|babies|infants|persons|pregnanc(?:y|ies)|births|operations|those|cases")
_STUDIED = any_of("studies|trials|reports|participants|volunteers|deaths")
_DOSE_FORM = any_of("tablets?|capsules?|pills?|puffs?|drops?|doses?|drinks?|portions?|glasses|cups")
_LEVEL = (
    r"(?!0\d{2,})" + _DIGITS + r"(?!\d|[.,]\d|\s?(?:to|[-–])\s?\d|\s?(?i:am|pm|minutes?|hours?|days?|weeks?|months?|years?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
"""A number that is no time, date or telephone's."""
_MORE_OFTEN = rf"(?:no more than|not more than|at most|at least|up to) (?:once|twice|{NUMBER}(?: \w+)?)"
_TIME = any_of("minutes?|hours?|days?|weeks?|months?|years?")

FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:{NUMBER}) (?:in|out of)(?i: every| each)? (?i:(?!(?:19|20)\d\d\b){NUMBER})(?! (?:the|a|an)\b)(?!\s?(?:am|pm)\b)",
        rf"{_DIGITS}\s?(?:%|(?i:per ?cent\b))(?! (?i:fat|cream|gel|solution|milk|strength|ointment|alcohol|cocoa|off|free)\b)",
        rf"{_DIGITS}[\s\N{{NO-BREAK SPACE}}]?{UNITS}(?![\w/]| {_VESSEL}\b)",
        rf"\b(?i:(?:{NUMBER}|a few|several) {_DOSE_FORM}(?: of \w+(?: \w+)?)? (?:a|per|each|every|once a) (?:day|week|month))\b",
        rf"\b(?i:{NUMBER} times (?:a|as|more|less|higher|lower|greater))\b(?! (?:day|week|year|month|night))",
        rf"\b(?i:(?:eat|drink|take|have)\b[^.;]{{0,40}}\b{_MORE_OFTEN} (?:a|per|each|every) (?:day|week|month|year))\b",
        rf"(?<![\w.])(?:\d[\d,]*\d\d|[2-9]\d) (?i:{_PEOPLE})\b",
        rf"(?<![\w.])\d[\d,]* (?i:{_STUDIED})\b",
        rf"\b(?i:(?:twice|two times|three times) (?:as|the)|half (?:of )?(?:all |the )?{_PEOPLE})\b",
        rf"\b(?i:(?:target|normal|healthy|ideal)(?: [\w-]+){{0,3}}? (?:is|are|should be)\b(?! (?:on|at)\b)[^.;:\d]{{0,20}}){_LEVEL}",
        r"\b(?i:(?:a|one|two) (?:third|quarter|fifth|tenth)s? of|(?:doubles?|halves|triples?) (?:the|your|a person's) (?:risk|chance))\b",
    )
)
"""Proportions, percentages, doses and amounts, frequencies, multiples, numbers of people studied, targets, and fractions."""

AMOUNTS = re.compile(rf"(?i)\d|\b(?:{_COUNT}|a few|several|once|twice|half|halves|doubles?|triples?|thirds?|quarters?|fifths?|tenths?)\b")
"""Without one of these a sentence holds no figure: a look that costs less than the patterns above."""

SOME_RISK = re.compile(r"(?i)risk|chance|odds")
"""Without one of these it changes no risk."""

CHANGED_RISKS = re.compile(
    r"(?i)\b(?:rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|cuts?|cutting|doubles?|halv(?:e|es|ing))\b"
    r"(?: \w+){0,3} (?:risks?|chances?|odds)\b"
)
"""What changes a risk: a claim even in a piece of advice."""

RISK_STEMS = (
    "risk", "chance", "likely", "effect", "complication", "cause", "lead", "result", "harm", "damage", "kill", "worsen", "trigger",
    "linked", "associated", "threatening", "fatal", "dangerous", "deadly", "permanent", "infectious", "die",
)  # fmt: skip
"""Without one of these a sentence names no risk. What the pattern finds holds one of them, and they are quicker to look for."""

RISKS = re.compile(
    r"(?i)\b"
    + any_of(r"""
    (?:more|less|most|least) likely to
    (?:un)?likely to (?:harm|cause|hurt|die|get|have|develop|do)
    (?:higher|lower|greater|small|increased|reduced|high|low|main|serious|big) (?:risks?|chances?)
    risks? (?:of|include|are|from)|chances? (?:of|that)|better the chance
    at (?:more |higher |greater |increased )?risk of|risk factors? (?:for|include|are)
    (?:common|rare|uncommon|possible|serious|main) (?:side effects?|complications?)
    (?:side effects?|complications?) (?:include|are|is|can|may)
    (?:can|could|may|might|will|does|do|does not|do not|can also|sometimes|often|usually) (?:cause|lead to|result in|harm|damage|kill)
    causes (?!(?:of|why|for|are)\b)\w+|leads to
    (?:harms|damages|worsens|triggers) (?:the|your|an?|some|nerves?|\w+s)\b
    (?:is|are|be|mostly|often|usually|sometimes) caused by
    (?:is|are|been) (?:\w+ )?(?:linked|associated) (?:to|with)
    (?:is|are|(?:can|may|could) (?:be|become)) (?:\w+ )?(?:life[- ]threatening|fatal|dangerous|deadly|permanent|harmful|infectious)
    (?:die|dies|died) (?:of|from|each|every)
    """)
)

_TREATMENT = any_of(r"""
    treatments?|treating|therapy|therapies|medicines?|medications?|drugs?|tablets?|pills?|capsules?|injections?|surgery
    (?:the |an? )operation
    antibiotics?|vaccines?|vaccinations?|supplements?|steroids?|painkillers?|statins?|inhalers?|insulin|creams?|antidepressants?
    anticoagulants?|blood thinners?|aspirin|ibuprofen|paracetamol|metformin|warfarin|acupuncture|physiotherapy|radiotherapy|chemotherapy
    exercises?|diets?|vitamin [A-Z]\d{0,2}|vitamins?|B\d{1,2}|folic acid|iron|foods?|fibre|fruit|vegetables|fluoride
    (?:eating|drinking|taking|stopping) \w+|losing weight
""")
_BETWEEN = any_of(r"""
    can|may|might|could|will|would|does|do|should|has|have|been|cannot|not|also|often|usually|still|sometimes|only|early|alone|to|shown|with|for
    \w+ly|therapy|treatment|tablets|injections
""")
_DOES = any_of(r"""
    cures?|heals?|relieves?|eases?|reduces?|lowers?|improves?|prevents?|protects?|works?|stops?|helps?|slows?|shrinks?|controls?|kills?|repairs?
    mends?|restores?|clears?|boosts?|strengthens?|fix(?:es)?|reverses?|undo(?:es)?|treats?
    (?:is|are) (?:\w+ )?(?:safe|effective|harmful|unsafe)
""")
_EVIDENCE = any_of("research|stud(?:y|ies)|trials?|evidence|guidelines?|guidance|experts?")
_SAYS = any_of("shows?|shown|suggests?|says?|finds?|found|recommends?|proves?|proved|confirms?|confirmed")

EFFECT_STEMS = (
    "cure", "heal", "reliev", "ease", "reduc", "lower", "improv", "prevent", "protect", "work", "stop", "help", "slow", "shrink", "control",
    "kill", "repair", "mend", "restor", "clear", "boost", "strengthen", "fix", "revers", "undo", "treat", "safe", "effective", "harmful",
    "show", "prove", "found", "suggest", "say", "find", "recommend", "confirm",
)  # fmt: skip
"""Without one of these it names no effect of treatment."""

EFFECTS = re.compile(
    rf"(?i)\b{_TREATMENT}\b(?![’'])(?! (?:that|which|you|your)\b)(?:,? {_BETWEEN}){{0,6}} {_DOES}\b"
    r"|^\W*(?:it|they) (?:(?:can|may|might|will|does|do|also|often|usually|not) )*"
    r"(?:reduces?|prevents?|relieves?|eases?|heals?|lowers?|repairs?|fix|fixes)\b"
    r"|\bcures? (?!for\b)\w+|\b(?:no|a) cure for\b|\b(?:is|are|been) (?:not )?(?:shown|proved|proven|found) to\b"
    rf"|\b{_EVIDENCE} (?:has |have |does not |do not )?{_SAYS}\b"
)

_HARM = any_of("infections?|side effects?|bleeding|bleeds?|reactions?|complications?")
_FARES = any_of(rf"""
    recover|get (?:\w+ )?(?:better|worse)|getting (?:better|worse)|feel (?:\w+ )?better|improve|heal|survive|die|relapse
    are cured|have no symptoms|respond|(?:get|have|develop|need) (?:an? |more )?(?:\w+ )?{_HARM}
""")
_LASTS = any_of(
    "lasts?|stored?|recovers?|recovery|heals?|better|goes? away|clears? up|wears? off|symptoms?|nerves?|takes? effect|works? within"
)

OUTCOMES = re.compile(
    rf"(?i)\b(?:most|many|some|few|almost all|nearly all) (?:of )?(?:these |the |other )?(?:{_PEOPLE}|who \w+)\b(?: \w+){{0,6}}? {_FARES}\b"
    r"|\b(?:recovery|healing|symptoms?) (?:usually |often |can |may |will |should )+(?:take|last|improve|go|clear|get|settle|begin)s?\b"
    rf"|\b{_LASTS}\b[^.;]{{0,40}}?\b{NUMBER} (?:to {NUMBER} )?{_TIME}\b"
    r"|\b(?:usually|often|most often) (?:gets? better|clears up|goes away|heals|recovers?)\b"
)

_CONDITION = r"(?:(?:if|when|before|after|unless|while|once|until|during|in|on|at|for|to|with|as)\b[^,.;:]{2,90}[,:]\s*)?"
"""A clause before the main one: `If you feel worse, ...`."""

_URGING = any_of(r"""
    always|never|also|then|first|instead|still|just|only|do not|don['’]t|try not to|try to|make sure|remember to|be sure to|aim to
    you (?:can|should|may|must|could|will need to|need to|might want to) (?:also |always |still |not )?
""")
_DO_THIS = any_of("""
    ask|tell|call|ring|phone|dial|telephone|contact|speak|talk|see|visit|go|book|read|check|take|keep|bring|wear|eat|drink|avoid|stop|start|use|try
    follow|make|write|wash|rest|get|give|let|look|find|show|send|choose|carry|change|continue|finish|put|remove|store|swallow|cut|plan|limit|add
    aim|wait|leave|do|be|mention|report|discuss|note|watch|sit|stand|walk|lie|sleep|move|hold|apply|rinse|clean|cover|expect|learn|ensure|return
    attend|arrange|seek|stay|inform|consider|pick|have|miss|rely|smoke|drive|lift|swim|fly|swap|switch|mix|cook|throw|count|tick|fill|turn|say
    share|download|scan|complete|worry|panic|ignore|delay|put off
""")
ADVICE = re.compile(rf"(?i)^\W*(?:\w+[,:] )?{_CONDITION}(?:please )?(?:{_URGING}\s*)*{_DO_THIS}\b")
"""A sentence that asks the reader to do something."""

_STAFF = any_of("""
    doctors?|nurses?|gps?|surgery|pharmacists?|dietitians?|teams?|consultants?|surgeons?|midwi(?:fe|ves)|physiotherapists?|anaesthetists?|staff
    clinic|ward|hospital|specialists?|radiographers?|health visitor
""")
SERVICE = re.compile(
    rf"(?i)^\W*{_CONDITION}(?:we|our|us|your|the|an?)\b (?:\w+ ){{0,3}}?{_STAFF}\b"
    r" (?:\w+ )?(?:will|would|can|may|might|should|is going to)\b"
    rf"|^\W*{_CONDITION}(?:we|our team)\b"
)
"""A sentence about what a service will do."""

_PARTS = any_of("leaflet|guide|booklet|page|sheet|handout|bars?|tables?|lists?|picture|section|facts|questions|answers")
_VISITS = any_of("appointments?|sessions?|visits?|classes|scans?|meetings?|your stay|the (?:operation|procedure|test|course)")
ASIDE = re.compile(
    rf"(?i)\b{_VISITS}\b[^.;]*\b(?:lasts?|takes?)\b|\b(?:this|these|the|our) {_PARTS}\b|\b(?:each|a|every) (?:full )?bar\b"
    r"|^\W*(?:here (?:is|are)|for more information|read (?:on|more|about)|see (?:also|page|section))\b"
)
"""A sentence about the leaflet itself, or about how long an appointment takes."""

NUMBERED = re.compile(r"(?i)\b(?:page|section|step|chapter|room|ward|type|stage|bus|level|floor|call|ring|dial|box)\s*$")
"""Words after which a number is a name."""

MEASURED_COLUMN = re.compile(
    rf"(?i)%|\bper ?cent|\brisk|\bchance|\bdose|\bamount|\bhow (?:many|often|much|common)|\b(?:in|of) (?:every )?\d+|\b{UNITS}\b"
)
"""The head of a table column whose bare numbers are figures."""
BARE_NUMBER = re.compile(r"(?:about |up to |under |over |less than |more than )?\d[\d,.]*(?:\s?(?:to|-|–)\s?\d[\d,.]*)?")
