using System.Collections.Concurrent;
using Microsoft.Playwright;
using Wardline.Server.Demo;
using static Microsoft.Playwright.Assertions;

namespace Wardline.Browser.Tests.Harness;

/// <summary>One person's window: what they do, and what went wrong in it.</summary>
public sealed class WardPage : IAsyncDisposable
{
    // Reported through the console, so that a violation cannot go unseen.
    private const string TellViolations =
        "addEventListener('securitypolicyviolation', e => console.error(`Content Security Policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`))";

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _addresses = new();

    private WardPage(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors of the console and of scripts, with where they come from.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Every address that was asked for, sockets and the service worker's included.</summary>
    public IReadOnlyCollection<string> Addresses => _addresses;

    public ILocator Composer => Page.GetByTestId("composer");

    public ILocator ConnectionLine => Page.GetByTestId("connection-line");

    public static async Task<WardPage> CreateAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(15_000);
        await context.AddInitScriptAsync(TellViolations);
        var ward = new WardPage(context, await context.NewPageAsync());
        context.Request += (_, request) => ward._addresses.Enqueue(request.Url);
        ward.Page.WebSocket += (_, socket) => ward._addresses.Enqueue(socket.Url);
        ward.Page.PageError += (_, error) => ward._complaints.Enqueue(error);
        ward.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                ward._complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        return ward;
    }

    public async Task SignInAsync(string userName, string path = "/sign-in")
    {
        await Page.GotoAsync(path);
        var account = DemoAccounts.All.Single(account => account.UserName == userName);
        await Page.Locator("input[name=user_name]").FillAsync(userName);
        await Page.Locator("input[name=password]").FillAsync(account.Password);
        await Page.GetByTestId("sign-in-submit").ClickAsync();
        await OnlineAsync();
    }

    public Task OnlineAsync() => Expect(ConnectionLine).ToHaveAttributeAsync("data-state", "online");

    public ILocator Chat(string title) => Page.GetByTestId("chat-item").Filter(new() { Has = Page.GetByText(title, new() { Exact = true }) });

    public async Task OpenChatAsync(string title)
    {
        await Chat(title).ClickAsync();
        await Expect(Page.GetByTestId("conversation-title")).ToHaveTextAsync(title);
        await Expect(Page.GetByTestId("message").First).ToBeVisibleAsync();
    }

    public async Task WriteAsync(string text)
    {
        await Composer.FillAsync(text);
        await Page.GetByTestId("send").ClickAsync();
    }

    public ILocator Message(string text) => Page.GetByTestId("message").Filter(new() { Has = Page.GetByText(text, new() { Exact = true }) });

    public Task StandsAsync(string text, string state) => Expect(Message(text)).ToHaveAttributeAsync("data-state", state);

    /// <summary>The last lines of the open conversation, as they stand one below the other.</summary>
    public async Task<string[]> LastAsync(int count) => [.. (await Page.GetByTestId("message-text").AllInnerTextsAsync()).TakeLast(count)];

    public async ValueTask DisposeAsync() => await Context.CloseAsync();
}
