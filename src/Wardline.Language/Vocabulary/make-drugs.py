"""Makes drugs.tsv from the two source lists. Run once when they change:

    python3 make-drugs.py drug-names.tsv drug-brands.tsv > drugs.tsv

drug-names.tsv: DrugBank open vocabulary (CC0), `name TAB synonym|synonym`. drug-brands.tsv: product names of the FDA's
Orange and Purple Book (public domain), `BRAND TAB INGREDIENT; INGREDIENT`. A line of the result is `name TAB substances`,
sorted by name, both in lower case; the substances are separated by `;`. A name that is its own substance has no second
column. Salts and forms are taken off, so that a salt, its base and its brands meet in one substance. What is also an
everyday word, a food, a person's name or a body's own substance is left out (everyday.txt).
"""
import re
import sys
from pathlib import Path

SALTS = set("""acetate acetonide acid-free adipate alfa anhydrous arginine aspartate axetil benzathine benzoate besilate besylate
bicarbonate bisulfate bitartrate borate bromide butyrate calcium camsylate carbonate chloride cilexetil citrate cypionate
decanoate dihydrate dihydrochloride dimesylate dimeglumine dipropionate disodium disoproxil edisylate enanthate erbumine
estolate ethylsuccinate etexilate fosfatex fumarate furoate gluceptate gluconate glucuronate hcl hemihydrate
hippurate hyclate hydrate hydrobromide hydrochloride hydroxide iodide isethionate kit lactate lactobionate lysine magnesium
malate maleate medoxomil meglumine mesylate methylsulfate mofetil monohydrate mononitrate napsylate nitrate olamine
oxalate palmitate pamoate pentetate pentahydrate phosphate pivalate polistirex potassium preservative-free propionate
proxetil recombinant resinate saccharate salicylate sesquihydrate sodium stearate succinate sulfate sulphate tannate
tartrate tosylate trifenatate trihydrate trometamol tromethamine valerate xinafoate zinc""".split())
FORMS = set("""advanced allergy and aqueous children children's childrens cold congestion continus cr dr ds ec er extended extra forte
for hfa hour hr ib im in infant's intensol ir iv jr junior kit la liquid liqui-gels long-acting maximum migraine
new oral original pak pediatric plain plus pm preservative-free relief release respiclick strength sinus solostar spray
sprinkle sr tablet tablets xl xr xt patch plastic container injection w with flexpen kwikpen pen""".split())
NAME = re.compile(r"[a-z][a-z']*[a-z]( [a-z][a-z']*[a-z]){0,2}")
FOREIGN = re.compile(r"(inum|anum|onum|olum|idum|ilum|erum|atum|icum|ium|amum|enum|ina|ona|olo|ido|ato|ilo|il[eo]|ine?e|oso|ico)$")


def base(name):
    """The substance without salt and form."""
    words = name.lower().replace("-", " ").split()
    while len(words) > 1 and words[-1].strip(",") in SALTS | FORMS:
        words.pop()
    return " ".join(words).strip(", ")


def main(names_file, brands_file):
    everyday = {line.strip() for line in (Path(__file__).parent / "everyday.txt").read_text().splitlines()}
    brands = {}
    for line in Path(brands_file).read_text().splitlines():
        brand, ingredients = (line.split("\t") + [""])[:2]
        parts = sorted({base(part.split(",")[0].strip()) for part in ingredients.split(";") if part.strip()})
        if 0 < len(parts) <= 3:
            brands.setdefault(base(brand), parts)
    used = {part for parts in brands.values() for part in parts}

    drugs = {}
    for substance in used:
        drugs[substance] = [substance]
    for line in Path(names_file).read_text().splitlines():
        name, synonyms = (line.split("\t") + [""])[:2]
        name = base(name)
        if name not in used and not (NAME.fullmatch(name) and " " not in name and len(name) <= 16):
            continue
        drugs.setdefault(name, [name])
        for synonym in map(base, synonyms.split("|")):
            if name in used and " " not in synonym and len(synonym) >= 6 and not FOREIGN.search(synonym) and synonym[:4] != name[:4]:
                drugs.setdefault(synonym, [name])
    for brand, parts in brands.items():
        drugs.setdefault(brand, parts)
    # What two lists or two countries call differently.
    for name, other in (("paracetamol", "acetaminophen"), ("albuterol", "salbutamol"), ("epinephrine", "adrenaline"),
                        ("lidocaine", "lignocaine"), ("furosemide", "frusemide"), ("aspirin", "acetylsalicylic acid"),
                        ("torsemide", "torasemide"), ("glyburide", "glibenclamide"), ("meperidine", "pethidine"),
                        ("aspirin", "asa"), ("nitroglycerin", "nitro"), ("hydrochlorothiazide", "hctz")):
        substance = drugs.get(name, [name])
        drugs[name] = drugs[other] = substance
    unified = {other: parts for other, parts in drugs.items()}
    for name in sorted(drugs):
        parts = sorted({unified.get(part, [part])[0] if len(unified.get(part, [part])) == 1 else part for part in drugs[name]})
        first = name.split()[0]
        longer = first != name and drugs.get(first) == drugs[name]
        if NAME.fullmatch(name) and " and " not in name and not longer and not everyday.intersection({name, first}) and 3 <= len(name) <= 32:
            print(name if parts == [name] else f"{name}\t{';'.join(parts)}")


main(*sys.argv[1:])
