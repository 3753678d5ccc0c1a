using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Wardline.AI.Pipeline;
using Wardline.AI.Providers;
using Wardline.AI.Providers.Builtin;
using Wardline.AI.Providers.Cloud;
using Wardline.AI.Providers.Local;

namespace Wardline.AI.Scribe;

/// <summary>The way of a request for a note, from the outside in. This is the only place where the order is made.</summary>
internal sealed class NotePipeline : IDisposable
{
    private readonly TimeProvider _time;

    public NotePipeline(CloudOptions cloud, AnthropicOptions anthropic, LocalOptions local, ContentDigest digest, TimeProvider time, ILogger<FallbackChatClient> logger)
    {
        _time = time;
        var cloudBreaker = new Breaker(ModelTier.Cloud, "anthropic", anthropic.Model, time);
        var localBreaker = new Breaker(ModelTier.Local, "openai-compatible", local.Model, time);

        Client = new AuditingChatClient(
            new FallbackChatClient(
                [
                    new Tier(ModelTier.Cloud, cloud.Enabled ? Cloud(cloud, anthropic, cloudBreaker) : null),
                    new Tier(ModelTier.Local, Local(local, localBreaker)),
                    new Tier(ModelTier.Builtin, new AnnouncingChatClient(new BuiltinChatClient(), ModelTier.Builtin, _ => new((string?)null))),
                ],
                time,
                logger),
            digest,
            time);
        States = new ModelStates(
        [
            () => cloud.Enabled ? cloudBreaker.Read() : cloudBreaker.Read() with { State = ModelState.Off },
            localBreaker.Read,
            () => new ModelStatus(ModelTier.Builtin, "wardline", Model: null, ModelState.Ready, LastFailure: null, LastTook: null),
        ]);
    }

    public IChatClient Client { get; }

    public ModelStates States { get; }

    public void Dispose() => Client.Dispose();

    private BreakerChatClient Cloud(CloudOptions options, AnthropicOptions anthropic, Breaker breaker) =>
        Guarded(new CloudChatClient(ModelHttp.Create(options.ConnectTimeout, _time), anthropic), ModelTier.Cloud, _ => new(anthropic.Model), options, breaker);

    private BreakerChatClient Local(LocalOptions options, Breaker breaker)
    {
        var server = new LocalServer(ModelHttp.Create(options.ConnectTimeout, _time), options);
        var models = new LocalModels(server, options, _time);
        return Guarded(new LocalChatClient(server, models), ModelTier.Local, models.FindAsync, options, breaker);
    }

    private BreakerChatClient Guarded(IChatClient provider, ModelTier tier, Func<CancellationToken, ValueTask<string?>> model, TierOptions options, Breaker breaker) =>
        new BreakerChatClient(
            new TranscriptLimitChatClient(
                new NoteReadingChatClient(
                    new TimeoutChatClient(
                        new AnnouncingChatClient(
                            new PlainAnswerChatClient(provider, tier),
                            tier, model),
                        options.AnswerTimeout, options.IdleTimeout, _time)),
                options.MaxTranscriptCharacters),
            breaker, _time);
}
