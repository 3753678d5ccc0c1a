using Wardline.StandIns.TinyLlm;

namespace Wardline.AI.Tests.TinyLlm;

/// <summary>One tiny-llm for a class of tests.</summary>
public sealed class TinyLlm : IAsyncLifetime
{
    private TinyLlmServer? _server;

    /// <summary>Where it cannot run, the test that asks for it is skipped and says why.</summary>
    public TinyLlmServer Server
    {
        get
        {
            Assert.SkipWhen(TinyLlmServer.WhyNot is not null, TinyLlmServer.WhyNot ?? "");
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (TinyLlmServer.WhyNot is null)
        {
            _server = await TinyLlmServer.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
