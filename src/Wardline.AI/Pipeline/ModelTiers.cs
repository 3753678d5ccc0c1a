using Microsoft.Extensions.AI;
using Wardline.AI.Providers;
using Wardline.AI.Providers.Cloud;
using Wardline.AI.Providers.Local;

namespace Wardline.AI.Pipeline;

/// <summary>
/// The tiers as they are set up, each once for whatever is asked of it: a server that is down for a note is down for a
/// question. What is between a tier and its guard depends on the use, and is given with it.
/// </summary>
internal sealed class ModelTiers : IDisposable
{
    private readonly CloudOptions _cloudOptions;
    private readonly AnthropicOptions _anthropic;
    private readonly LocalOptions _localOptions;
    private readonly TimeProvider _time;
    private readonly Breaker _cloudBreaker;
    private readonly Breaker _localBreaker;
    private readonly CloudChatClient? _cloud;
    private readonly LocalModels _models;
    private readonly LocalChatClient _local;

    public ModelTiers(CloudOptions cloud, AnthropicOptions anthropic, LocalOptions local, TimeProvider time)
    {
        (_cloudOptions, _anthropic, _localOptions, _time) = (cloud, anthropic, local, time);
        _cloudBreaker = new Breaker(ModelTier.Cloud, "anthropic", anthropic.Model, time);
        _localBreaker = new Breaker(ModelTier.Local, "openai-compatible", local.Model, time);
        _cloud = cloud.Enabled ? new CloudChatClient(ModelHttp.Create(cloud.ConnectTimeout, time), anthropic) : null;
        var server = new LocalServer(ModelHttp.Create(local.ConnectTimeout, time), local);
        _models = new LocalModels(server, local, time);
        _local = new LocalChatClient(server, _models);
        States = new ModelStates(
        [
            () => cloud.Enabled ? _cloudBreaker.Read() : _cloudBreaker.Read() with { State = ModelState.Off },
            _localBreaker.Read,
            () => new ModelStatus(ModelTier.Builtin, "wardline", Model: null, ModelState.Ready, LastFailure: null, LastTook: null),
        ]);
    }

    public ModelStates States { get; }

    /// <summary>Whether it is switched on, not whether it answers.</summary>
    public bool HasCloud => _cloud is not null;

    /// <param name="use">Puts the stages of one use around the answers of a tier.</param>
    public Tier Cloud(Func<IChatClient, TierOptions, IChatClient> use) =>
        new(ModelTier.Cloud, _cloud is null ? null : Guarded(_cloud, ModelTier.Cloud, _ => new(_anthropic.Model), _cloudOptions, _cloudBreaker, use));

    /// <inheritdoc cref="Cloud"/>
    public Tier Local(Func<IChatClient, TierOptions, IChatClient> use) =>
        new(ModelTier.Local, Guarded(_local, ModelTier.Local, _models.FindAsync, _localOptions, _localBreaker, use));

    /// <summary>The engine that always answers, in the form of one use.</summary>
    public static Tier Builtin(IChatClient engine) =>
        new(ModelTier.Builtin, new AnnouncingChatClient(engine, ModelTier.Builtin, _ => new((string?)null)));

    public void Dispose()
    {
        _cloud?.Dispose();
        _local.Dispose();
    }

    private BreakerChatClient Guarded(
        IChatClient provider, ModelTier tier, Func<CancellationToken, ValueTask<string?>> model, TierOptions options, Breaker breaker,
        Func<IChatClient, TierOptions, IChatClient> use) =>
        new(
            use(
                new TimeoutChatClient(
                    new AnnouncingChatClient(
                        new PlainAnswerChatClient(provider, tier),
                        tier, model),
                    options.AnswerTimeout, options.IdleTimeout, _time),
                options),
            breaker, _time);
}
