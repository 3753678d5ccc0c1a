namespace Wardline.Server.Demo.Cases;

/// <summary>Who lies where with what. Names and cases are fixed, because conversations speak of them; the seed varies the rest.</summary>
internal sealed record RosterEntry(string Mrn, string FamilyName, string GivenName, string Gender, string Case, string Location, string Attending);

internal static class Roster
{
    private const string Man = "male";
    private const string Woman = "female";

    public static readonly RosterEntry[] All =
    [
        new(JoaoSilva.Mrn, "Silva", "João", Man, JoaoSilva.Case, "Ward 3A, bed 12", "santos"),
        new("4471", "Pereira", "Álvaro", Man, "stemi-inferior", "Ward 3A, bed 4", "santos"),
        new("2096", "Marques", "Conceição", Woman, "nstemi", "Ward 3A, bed 7", "santos"),
        new("5830", "Teixeira", "Armindo", Man, "nstemi", "Ward 3A, bed 9", "santos"),
        new("3318", "Correia", "Maria da Luz", Woman, "heart-failure", "Ward 3A, bed 2", "almeida"),
        new("6642", "Baptista", "Joaquim", Man, "heart-failure", "Ward 3A, bed 3", "almeida"),
        new("1975", "Vieira", "Lurdes", Woman, "af-rapid", "Ward 3A, bed 15", "almeida"),
        new("8254", "Moreira", "Fernando", Man, "heart-block", "Ward 3A, bed 1", "almeida"),
        new("7106", "Cardoso", "Amélia", Woman, "aortic-stenosis", "Ward 3A, bed 10", "santos"),
        new("2587", "Gonçalves", "Rui", Man, "endocarditis", "Ward 3A, bed 16", "almeida"),
        new("9413", "Barros", "Isabel", Woman, "unstable-angina", "Ward 3A, bed 6", "santos"),
        new("3769", "Fonseca", "Manuel", Man, "unstable-angina", "Ward 3A, bed 8", "santos"),

        new("5127", "Neves", "Graça", Woman, "pneumonia", "Cubicle 3", "rocha"),
        new("8890", "Antunes", "José", Man, "pneumonia", "Cubicle 5", "rocha"),
        new("1642", "Tavares", "Albino", Man, "copd-exacerbation", "Resus 2", "ferreira"),
        new("6035", "Lima", "Bruno", Man, "renal-colic", "Cubicle 8", "ferreira"),
        new("4908", "Matos", "Joana", Woman, "ketoacidosis", "Resus 1", "ferreira"),
        new("7561", "Esteves", "Adelaide", Woman, "stroke", "Resus 3", "rocha"),
        new("2243", "Freitas", "Catarina", Woman, "asthma-attack", "Cubicle 1", "ferreira"),
        new("9077", "Sousa", "Mariana", Woman, "pyelonephritis", "Cubicle 6", "rocha"),
        new("3984", "Magalhães", "Vítor", Man, "gi-bleed", "Resus 4", "ferreira"),
        new("6718", "Brito", "Nuno", Man, "anaphylaxis", "Cubicle 2", "ferreira"),

        new("1350", "Leal", "Diogo", Man, "appendicitis", "Ward 4B, bed 3", "martins"),
        new("5542", "Henriques", "Ana Rita", Woman, "appendicitis", "Ward 4B, bed 5", "martins"),
        new("8421", "Azevedo", "Rosa", Woman, "cholecystitis", "Ward 4B, bed 8", "martins"),
        new("2709", "Simões", "Carlos", Man, "cholecystitis", "Ward 4B, bed 9", "martins"),
        new("7283", "Faria", "Olinda", Woman, "hip-fracture", "Ward 4B, bed 11", "navarro"),
        new("4156", "Domingues", "Aurora", Woman, "hip-fracture", "Ward 4B, bed 12", "navarro"),
        new("6397", "Valente", "Jorge", Man, "diverticulitis", "Ward 4B, bed 1", "martins"),
        new("9862", "Rios", "Carmen", Woman, "colon-cancer", "Ward 4B, bed 14", "martins"),
        new("3025", "Machado", "Luís", Man, "bowel-obstruction", "Ward 4B, bed 6", "martins"),
        new("5674", "Pacheco", "Hélder", Man, "hernia", "Ward 4B, bed 2", "martins"),

        new("8139", "Guerreiro", "Teresa", Woman, "septic-shock", "ICU, bed 1", "nunes"),
        new("1928", "Loureiro", "Abílio", Man, "septic-shock", "ICU, bed 5", "okafor"),
        new("7450", "Cunha", "Paulo", Man, "ards", "ICU, bed 2", "nunes"),
        new("4617", "Monteiro", "Filipa", Woman, "ards", "ICU, bed 3", "nunes"),
        new("6204", "Amaral", "Sérgio", Man, "cardiac-arrest", "ICU, bed 4", "nunes"),
        new("2851", "Pinheiro", "Cristina", Woman, "pancreatitis", "ICU, bed 6", "okafor"),
        new("9536", "Branco", "Eduardo", Man, "subdural", "ICU, bed 7", "okafor"),
        new("3492", "Macedo", "Gaspar", Man, "hyperkalaemia", "ICU, bed 8", "nunes"),
    ];
}
