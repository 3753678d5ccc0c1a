namespace Wardline.Language.Transcripts;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("[doctor] how long have you had this cough ?\n[patient] about two weeks", SpokenLanguage.English)]
    [InlineData("chest pain radiating left arm", SpokenLanguage.English)]
    [InlineData("Médico: Bom dia, o que o traz cá hoje?\nDoente: Tenho uma dor no peito há três dias, doutor.", SpokenLanguage.Portuguese)]
    [InlineData("Médico: Buenos días, ¿qué le pasa?\nPaciente: Me duele el pecho desde hace tres días y tengo fiebre.", SpokenLanguage.Spanish)]
    [InlineData("não tenho febre, só tosse", SpokenLanguage.Portuguese)]
    [InlineData("no tengo fiebre, pero me duele la cabeza", SpokenLanguage.Spanish)]
    [InlineData("у меня болит голова уже третий день", SpokenLanguage.Other)]
    public void The_words_tell_the_language(string text, SpokenLanguage language) => Assert.Equal(language, Read.Text(text).Language);

    [Fact]
    public void A_longer_text_of_neither_is_other() => Assert.Equal(SpokenLanguage.Other, Read.Text(
        "Guten Tag, was führt Sie heute her? Ich habe seit drei Tagen starke Schmerzen im Rücken und kann nachts kaum schlafen. Haben Sie auch Fieber gehabt? Nein, kein Fieber, aber mir war gestern Abend ziemlich schlecht und schwindlig.").Language);

    [Fact]
    public void A_short_text_is_taken_for_english() => Assert.Equal(SpokenLanguage.English, Read.Text("metformin lisinopril furosemide").Language);
}
