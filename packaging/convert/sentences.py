"""A thousand ordinary English sentences, the same every time: what the text encoder's fidelity is measured on.

    python packaging/convert/sentences.py > tests/data/golden/sentences.txt

Twenty sentence shapes over everyday words: talk, news, instructions, weather, film directions. Half of what the
encoder will read are prompts, the other half whatever people type; so no more than a quarter are film directions.
"""

import random

WHO = """the baker|my older sister|a tired nurse|the new teacher|our neighbour|two students|the mayor|her grandfather|
a young engineer|the bus driver|an old fisherman|the children|his best friend|the committee|a stranger|the orchestra|
several tourists|the goalkeeper|a careful painter|the librarian"""
DID = """opened the window|missed the last train|found a wallet in the park|planted three apple trees|
forgot the password again|cooked dinner for twelve people|repaired the old bicycle|wrote a long letter|
sold the house by the river|lost the second match|learned to play the violin|painted the kitchen yellow|
refused to answer the question|waited for the results|carried the boxes upstairs|read the whole report|
cancelled the meeting|bought fresh bread|watched the moon rise|built a small boat"""
WHEN = """yesterday evening|before breakfast|in the spring|last Tuesday|just after midnight|during the storm|
every Sunday|in 1987|when the rain had stopped|on the first day of school|a few minutes ago|at the end of the war"""
PLACE = """the harbour|a crowded market|the library|an empty stadium|the mountain village|the hospital|a quiet beach|
the airport|the old theatre|a snowy forest|the city square|a small kitchen|the desert|the railway station"""
THING = """camera|washing machine|novel|vaccine|bridge|contract|piano|telescope|laptop|recipe|map|engine|garden|
passport|lighthouse|carpet|ticket|sandwich|guitar|satellite"""
QUALITY = """cheap|reliable|surprisingly heavy|beautiful|too expensive|hard to find|nearly new|dangerous|
older than it looks|easy to use|out of order|worth the wait"""
SUBJECT = """interest rates|the water supply|public transport|school holidays|wheat prices|the climate|air traffic|
house building|the national team|coral reefs|electric cars|the postal service"""
CHANGE = """rose by four percent|will be discussed again in June|surprised most experts|fell for the third month|
has not recovered since the flood|may change within ten years|cost more than planned|improved a little"""
DO = """wash the rice twice|turn left at the church|save the file|close the valve|call the office|boil the eggs|
check the brakes|fold the paper in half|write down the number|switch off the lamp|let the dough rest|lock the door"""
ANIMAL = """red fox|white horse|small dog|black cat|grey elephant|green turtle|brown bear|penguin|blue whale|owl|
yellow duck|tiger|lion cub|parrot|rabbit|frog"""
MOVES = """runs to the left|swims slowly|jumps over a log|sleeps in the sun|flies across the sky|walks towards us|
turns its head|drinks from a stream|climbs a tree|looks into the camera|spins around|falls into the water"""
LIGHT = """at sunset|at night under the stars|in the morning fog|in heavy rain|on a bright summer day|in falling snow|
under a stormy sky|in golden light"""
LENS = """slow pan to the right|the camera zooms in|handheld shot|wide shot from above|close-up|static camera|
the camera follows from behind|slow motion"""
STYLE = """watercolour|black and white film|oil painting|pixel art|cinematic, 35mm|cartoon|pencil sketch|
clay animation"""
FEEL = """I think|She said|We all knew|Nobody believed|He was afraid|They hoped|It is possible|Most people agree"""
WHY = """because the road was closed|although nobody had asked|so the shop stayed open|and then everything went quiet|
while the radio was playing|but it was already too late|if the weather allows it|until the money ran out"""

SHAPES = """{Who} {did} {when}.|{When}, {who} {did} {why}.|Why is the {thing} in {place} so {quality}?|
{Feel} that {subject} {change}.|{Subject} {change} {why}.|First {do}, then {do2}.|Please {do} before you leave {place}.|
The {thing} was {quality}, {why}.|{Who} met {who2} at {place} {when}.|How do I {do} without a {thing}?|
A {animal} {moves} {light}.|{animal} in {place}, {light}, {lens}, {style}|{Lens}: a {animal} {moves} near {place}.|
A {style} picture of a {animal} and a {thing}, {light}.|There were {number} people at {place} {when}.|
"Did you {do}?" asked {who}.|{Who} {did}, and {who2} {did2}.|My {thing} is {quality}; can you recommend another one?|
{Feel} that {who} {did} {why}.|It took {number} days to reach {place}, {why}."""


def choices(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def sentences(count: int = 1000, seed: int = 7) -> list[str]:
    """Return `count` different sentences, the shapes taking turns."""
    draw = random.Random(seed)
    words = {
        "who": WHO, "did": DID, "when": WHEN, "place": PLACE, "thing": THING, "quality": QUALITY, "why": WHY,
        "subject": SUBJECT, "change": CHANGE, "do": DO, "animal": ANIMAL, "moves": MOVES, "light": LIGHT,
        "lens": LENS, "style": STYLE, "feel": FEEL,
    }  # fmt: skip
    lists = {name: choices(text) for name, text in words.items()}
    shapes = choices(SHAPES)
    found: dict[str, None] = {}
    while len(found) < count:
        shape = shapes[len(found) % len(shapes)]
        fields = {name: draw.choice(options) for name, options in lists.items()}
        for name in ("who", "did", "do"):
            fields[name + "2"] = draw.choice([option for option in lists[name] if option != fields[name]])
        fields |= {name.capitalize(): text[0].upper() + text[1:] for name, text in fields.items()}
        found[shape.format(number=draw.randint(2, 900), **fields)] = None
    return list(found)


if __name__ == "__main__":
    print("\n".join(sentences()))
