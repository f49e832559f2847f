"""A bank of plain sentences for generated leaflets, at about grade 6 to 8. They say nothing about any illness, medicine or real place.

Words in braces are drawn by the leaflet, so that no two leaflets read the same.
"""

from __future__ import annotations

SLOTS: dict[str, tuple[str, ...]] = {
    "activity": (
        "walking group", "reading circle", "kitchen garden", "singing group", "swimming class", "cooking class", "sewing table",
        "drawing hour", "gentle stretching class", "bird watching club", "board games evening", "chair dance class", "bowls club",
        "photography walk", "bread baking morning", "table tennis club", "choir", "story hour", "woodwork bench", "pottery class",
    ),
    "place": (
        "Harbour Hall", "the Mill Lane centre", "the Old Library", "the Orchard Room", "Bridge Street hall", "the Lantern House",
        "the Long Barn", "Quay House", "the Green Door centre", "the Station Room", "Heron Court", "the Weaver's Loft",
    ),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "part": ("morning", "afternoon", "evening"),
    "helper": ("a helper", "a volunteer", "one of our team", "the group leader", "a member of staff", "somebody at the desk"),
    "item": ("a warm coat", "a bottle of water", "a pen and paper", "your glasses", "flat shoes", "a small snack", "this leaflet", "a bag"),
    "friend": ("a friend", "a neighbour", "a family member", "somebody you trust", "a person who lives near you"),
    "room": ("the front room", "the garden room", "the big room upstairs", "the room behind the kitchen", "the hall by the stairs"),
    "minutes": ("20", "25", "30", "40", "45", "50", "60"),
    "count": ("6", "8", "10", "12", "14", "16", "20"),
    "weeks": ("four", "five", "six", "seven", "eight", "ten", "twelve"),
    "colour": ("blue", "green", "yellow", "white", "red"),
}  # fmt: skip
"""What a slot may hold."""

SENTENCES: tuple[str, ...] = (
    "The {activity} meets every {day} {part} at {place}.",
    "Each meeting takes about {minutes} minutes, with a short break in the middle.",
    "You do not need to book, and you can leave when you like.",
    "Most groups have about {count} people, and there is always room for one more.",
    "If it is your first time, {helper} will meet you at the {colour} door.",
    "Please bring {item}, and wear clothes that you can move in.",
    "You can come with {friend}, or on your own.",
    "We start slowly, and nobody has to keep up with anybody else.",
    "When the weather is bad, we meet in {room} instead.",
    "The course lasts {weeks} weeks, and you may start in any week.",
    "Ask {helper} if you would like the words in larger print.",
    "There are chairs in {room}, so you can sit down whenever you want to.",
    "Many people tell us that they were shy at first and glad later.",
    "If you cannot come, you do not have to say why.",
    "The bus stops outside, and there is a place to leave a bicycle by the {colour} gate.",
    "The building has a ramp, a lift and wide doors.",
    "We keep a list of names, and nobody outside the team can see it.",
    "Tea and water are on the table, and you can help yourself.",
    "On the last {day} of the month we meet a little later, after the hall has been cleaned.",
    "You can change to another group at any time, and {helper} will show you how.",
    "We will tell you by telephone if a meeting has to move to another day.",
    "The first half is for talking, and the second half is for doing something together.",
    "Some people come once, and others have come for years.",
    "You choose how much you do, and you can stop at any point.",
    "In summer we use the garden, and in winter we stay inside where it is warm.",
    "Our {colour} signs lead you from the street to {room}.",
    "Children are welcome on {day}, as long as a grown-up stays with them.",
    "Dogs that help their owners may come in with them.",
    "If you need a quiet place, {room} is open to everybody.",
    "We write down what we plan to do next, and we read it out at the end.",
    "Those who like to help can put out the chairs with {helper}.",
    "You will get a card with the dates, and there is space on it for your own notes.",
    "Nothing here costs money, and there is no charge for what you take home.",
    "Lights in the hall are bright, and the sound system has a hearing loop.",
    "If two groups meet at once, follow the {colour} line on the floor.",
    "A plan for each {part} hangs on the wall beside the clock.",
)

POINTS: tuple[str, ...] = (
    "Come to {place} on {day}, in the {part}.",
    "Bring {item} if you have one.",
    "Ask {helper} when something is not clear.",
    "Stay for {minutes} minutes, or for as long as you like.",
    "You can bring {friend} with you.",
    "The {colour} door is open from early in the {part}.",
    "Groups have about {count} people.",
    "Write your own dates on the card.",
    "The course takes {weeks} weeks.",
    "Sit down in {room} if you want a rest.",
)

STEPS: tuple[str, ...] = (
    "Look at the plan and pick a {day} that suits you.",
    "Put {item} in your bag the evening before.",
    "Take the bus to {place}, and go in by the {colour} door.",
    "Tell {helper} your first name.",
    "Find a chair in {room}.",
    "Ask {friend} to walk home with you if it is dark.",
    "Write down what you want to do next time.",
)

HEADINGS: tuple[str, ...] = (
    "What is the {activity}?",
    "Where do we meet?",
    "What should I bring?",
    "Who can come?",
    "How long does it take?",
    "What happens on the first day?",
    "What do other people say?",
    "How do I get there?",
    "What if I change my mind?",
    "What can I do at home?",
    "How does a season go?",
    "Which room is it in?",
)

QUESTIONS: tuple[str, ...] = (
    "Do I have to come every week?",
    "Can I bring {friend}?",
    "What if I am late?",
    "Is there somewhere to sit?",
    "How do I find the right door?",
    "Who leads the group?",
    "Can I stop half way?",
    "What does it cost?",
    "Is the building easy to get into?",
    "What happens when it rains?",
    "May I take photographs?",
    "Where can I leave my bicycle?",
)

URGENT: tuple[str, ...] = (
    "somebody is hurt and cannot get up",
    "there is a fire, or you smell gas",
    "somebody has fallen into the water",
    "a person is lost and it is getting dark",
)
"""When to ring the emergency number: what nobody argues about."""

FOODS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("oat loaf", "Bread and grains", ("vegan", "vegetarian", "pescatarian", "omnivore"), ("gluten",)),
    ("barley roll", "Bread and grains", ("vegan", "vegetarian", "pescatarian", "omnivore"), ("gluten",)),
    ("rice bowl", "Bread and grains", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("bean stew", "Beans and vegetables", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("lentil soup", "Beans and vegetables", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("carrot salad", "Beans and vegetables", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("apple slices", "Fruit", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("pear compote", "Fruit", ("vegan", "vegetarian", "pescatarian", "omnivore"), ()),
    ("yoghurt pot", "Milk and eggs", ("vegetarian", "pescatarian", "omnivore"), ("milk",)),
    ("cheese slice", "Milk and eggs", ("vegetarian", "pescatarian", "omnivore"), ("milk",)),
    ("baked egg", "Milk and eggs", ("vegetarian", "pescatarian", "omnivore"), ("eggs",)),
    ("fish pie", "Fish", ("pescatarian", "omnivore"), ("fish", "milk")),
)
"""Kinds of food of invented makers: name, group, diets, allergens."""

MAKERS: tuple[str, ...] = ("Harbour", "Millwheel", "Heron", "Lantern", "Orchard Lane", "Weaver's", "Quayside")
