using Wardline.Access.Accounts;
using Wardline.Access.SignIn;

namespace Wardline.Access.Tests.Accounts;

public sealed class PasswordsTests
{
    private readonly Passwords _passwords = new();

    [Theory]
    [InlineData("the-ward-at-night", true)]
    [InlineData("ünïcödé ist auch gut", true)]
    [InlineData("123456789", false)]
    [InlineData(null, false)]
    [InlineData("1234567890", false)]
    [InlineData("PASSWORD123", false)]
    [InlineData("aaaaaaaaaaaaaaa", false)]
    [InlineData("abababababab", false)]
    [InlineData("my-DR.SANTOS-is-here", false)]
    public void New_password_is_long_and_not_the_first_that_is_tried(string? password, bool good) =>
        Assert.Equal(good ? null : "password_weak", Passwords.Check(password, "dr.santos")?.Code);

    [Fact]
    public void Password_of_two_hundred_characters_is_the_longest()
    {
        var long200 = string.Concat(Enumerable.Repeat("abcde", 40));

        Assert.Null(Passwords.Check(long200, "dr.santos"));
        Assert.NotNull(Passwords.Check(long200 + "f", "dr.santos"));
    }

    [Fact]
    public void Hash_knows_its_password_only()
    {
        var hash = _passwords.Hash("the-ward-at-night");

        Assert.Equal(PasswordJudgement.Right, _passwords.Judge(hash, "the-ward-at-night"));
        Assert.Equal(PasswordJudgement.Wrong, _passwords.Judge(hash, "the-ward-at-night "));
        Assert.Equal(PasswordJudgement.Wrong, _passwords.Judge(null, ""));
        Assert.NotEqual(hash, _passwords.Hash("the-ward-at-night"));
    }

    [Fact]
    public void Commands_do_not_print_their_passwords()
    {
        object[] commands =
        [
            new LoginCommand("dr.santos", "canary"),
            new ChangePasswordCommand("canary", "canary"),
            new Access.Setup.SetupCommand("canary", "dr.santos", "Dr. Santos", "canary"),
            new Access.Administration.CreateUserCommand("dr.santos", "Dr. Santos", "physician", null, null, "canary"),
            new Access.Administration.ChangeUserCommand("Dr. Santos", null, null, null, "canary", null),
        ];

        Assert.All(commands, command => Assert.DoesNotContain("canary", command.ToString()));
    }
}
