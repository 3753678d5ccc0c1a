using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;
using Wardline.Harness;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Chat;

[Trait("Category", "Browser")]
public sealed class TwoPagesTests(DemoPostgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Santos = "Dr. Ricardo Santos";
    private const string Almeida = "Dr. Inês Almeida";
    private WardServer? _server;

    public async ValueTask InitializeAsync() => _server = await WardServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task Two_clinicians_write_to_each_other_and_see_it_at_once()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await using var almeida = await chromium.OpenAsync(_server.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await almeida.SignInAsync("dr.almeida.cardio");
        await santos.OpenChatAsync(Almeida);
        await almeida.OpenChatAsync(Santos);

        await santos.WriteAsync("The film is on the server, LAD looks open.");
        await Expect(almeida.Message("The film is on the server, LAD looks open.")).ToBeVisibleAsync(new() { Timeout = 2_000 });
        await santos.StandsAsync("The film is on the server, LAD looks open.", "read");

        await almeida.WriteAsync("Beautiful. Echo tomorrow at eight.");
        await Expect(santos.Message("Beautiful. Echo tomorrow at eight.")).ToBeVisibleAsync(new() { Timeout = 2_000 });
        Assert.Equal(["The film is on the server, LAD looks open.", "Beautiful. Echo tomorrow at eight."], await santos.LastAsync(2));
        Assert.Equal(await santos.LastAsync(10), await almeida.LastAsync(10));
        Assert.Empty(santos.Complaints);
        Assert.Empty(almeida.Complaints);
    }

    [Fact]
    public async Task Ticks_go_from_sent_to_delivered_to_read_and_the_badge_comes_and_goes()
    {
        const string words = "Can you look at bed 12 with me?";
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await santos.OpenChatAsync("Marta Costa");

        await santos.WriteAsync(words);
        await santos.StandsAsync(words, "sent");

        await using var costa = await chromium.OpenAsync(_server.Url);
        await costa.SignInAsync("nurse.costa.cardio");
        await Expect(costa.Chat(Santos).GetByTestId("unread")).ToContainTextAsync("1 unread message");
        await Expect(costa.Chat(Santos)).ToContainTextAsync(words);
        await santos.StandsAsync(words, "delivered");

        await costa.OpenChatAsync(Santos);
        await santos.StandsAsync(words, "read");
        await Expect(santos.Message(words).GetByRole(AriaRole.Img, new() { Name = "Read" })).ToBeVisibleAsync();
        await Expect(costa.Chat(Santos).GetByTestId("unread")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Typing_is_seen_while_it_lasts()
    {
        await using var santos = await chromium.OpenAsync(_server!.Url);
        await using var ferreira = await chromium.OpenAsync(_server.Url);
        await santos.SignInAsync("dr.santos.cardio");
        await ferreira.SignInAsync("dr.ferreira.emerg");
        await santos.OpenChatAsync("Dr. Tiago Ferreira");
        await ferreira.OpenChatAsync(Santos);
        var note = santos.Page.GetByRole(AriaRole.Main).GetByText("is typing…").First;

        await ferreira.Composer.PressSequentiallyAsync("On my w");
        await Expect(note).ToBeVisibleAsync();

        await ferreira.Composer.FillAsync("");
        await Expect(note).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_new_conversation_appears_on_the_others_page_with_its_first_words()
    {
        await using var pinto = await chromium.OpenAsync(_server!.Url);
        await using var nunes = await chromium.OpenAsync(_server.Url, Device.Phone);
        await pinto.SignInAsync("nurse.pinto.surg");
        await nunes.SignInAsync("dr.nunes.icu");

        await pinto.Page.GetByTestId("new-chat").ClickAsync();
        await pinto.Page.GetByTestId("people-search").FillAsync("Nunes");
        await pinto.Page.GetByTestId("person").Filter(new() { HasText = "Dr. António Nunes" }).ClickAsync();
        await pinto.Page.GetByTestId("start-chat").ClickAsync();
        await Expect(pinto.Page.GetByTestId("conversation-title")).ToHaveTextAsync("Dr. António Nunes");
        await pinto.WriteAsync("Is there a bed for the bowel resection tonight?");

        await Expect(nunes.Chat("Sofia Pinto")).ToContainTextAsync("Is there a bed for the bowel resection tonight?");
        await nunes.Chat("Sofia Pinto").ClickAsync();
        await Expect(nunes.Message("Is there a bed for the bowel resection tonight?")).ToBeVisibleAsync();
        await pinto.StandsAsync("Is there a bed for the bowel resection tonight?", "read");
    }
}
