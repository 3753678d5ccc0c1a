using Npgsql;
using Wardline.Data.Audit;
using Wardline.Data.Feed;
using Wardline.Testing;

namespace Wardline.Data.Tests.Feed;

public sealed class ChangeWriterTests(MigratedPostgres postgres) : FeedTestBase(postgres)
{
    [Fact]
    public async Task WL1_An_effect_whose_audit_row_cannot_be_written_is_not_written()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database, Fast);
        await ExecuteAsync("alter table audit add constraint closed check (act <> 'probe.write') not valid");

        var refused = await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));

        Assert.NotNull(refused.Problem);
        Assert.Equal(0, await CountAsync("probe"));
        Assert.Equal(0, await CountAsync("change"));
        Assert.Equal(0, await CountAsync("act"));

        await ExecuteAsync("alter table audit drop constraint closed");
        Assert.Equal(1, (await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).Value!.Position);
    }

    [Fact]
    public async Task WL1_Audit_rows_can_be_neither_changed_nor_removed()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));

        foreach (var sql in new[] { "update audit set act = 'x'", "delete from audit", "truncate audit" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task WL3_A_refused_unit_takes_no_position()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);

        Assert.Equal(1, (await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).Value!.Position);
        Assert.Equal("probe_refused", (await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7(), Probe.Refused))).Problem?.Code);
        Assert.Equal(2, (await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).Value!.Position);
    }

    [Fact]
    public async Task WL5_An_act_sent_twice_happens_once_and_answers_alike()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        var clientId = Guid.CreateVersion7();

        var first = await node.Writer.WriteAsync(Probe.Unit(Hot, clientId));
        var again = await node.Writer.WriteAsync(Probe.Unit(Hot, clientId));

        Assert.False(first.Value!.Duplicate);
        Assert.True(again.Value!.Duplicate);
        Assert.Equal((first.Value.Position, first.Value.EntityId), (again.Value.Position, again.Value.EntityId));
        Assert.Equal(1, await CountAsync("probe"));
    }

    [Fact]
    public async Task WL5_The_same_client_id_of_two_devices_is_two_acts()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        var clientId = Guid.CreateVersion7();

        Assert.Equal(1, (await node.Writer.WriteAsync(Probe.Unit(Hot, clientId, device: "a"))).Value!.Position);
        Assert.Equal(2, (await node.Writer.WriteAsync(Probe.Unit(Hot, clientId, device: "b"))).Value!.Position);
    }

    [Fact]
    public async Task WL5_A_reused_id_with_other_content_is_refused()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);
        var clientId = Guid.CreateVersion7();

        await node.Writer.WriteAsync(Probe.Unit(Hot, clientId, "one"));
        var reused = await node.Writer.WriteAsync(Probe.Unit(Hot, clientId, "two"));

        Assert.Equal("client_id_reused", reused.Problem?.Code);
        Assert.Equal(1, await CountAsync("probe"));
    }

    [Fact]
    public async Task WL5_The_same_act_at_two_nodes_at_once_happens_once()
    {
        await using var one = await FeedNodeUnderTest.StartAsync(Database);
        await using var two = await FeedNodeUnderTest.StartAsync(Database);

        for (var i = 0; i < 100; i++)
        {
            var clientId = Guid.CreateVersion7();
            var answers = await Task.WhenAll(
                one.Writer.WriteAsync(Probe.Unit(Hot, clientId)), two.Writer.WriteAsync(Probe.Unit(Hot, clientId)));
            Assert.Equal(answers[0].Value!.Position, answers[1].Value!.Position);
            Assert.Single(answers, answer => !answer.Value!.Duplicate);
        }

        Assert.Equal(100, await CountAsync("probe"));
    }

    [Fact]
    public async Task WL6_One_bad_unit_in_a_group_costs_its_neighbours_nothing()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            node.Writer.WriteAsync(Probe.Unit(i % 3 == 0 ? Hot : Cold, Guid.CreateVersion7(), i % 50 == 7 ? Probe.Refused : "taken"))));

        Assert.Equal(4, answers.Count(answer => answer.Problem?.Code == "probe_refused"));
        Assert.Equal(196, answers.Count(answer => answer.IsOk));
        Assert.Equal(196, await CountAsync("probe"));
        Assert.Equal(196, await CountAsync("audit"));
    }

    [Fact]
    public async Task A_unit_for_a_stream_that_does_not_exist_is_not_found()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);

        var answer = await node.Writer.WriteAsync(Probe.Unit("conversation:nowhere", Guid.CreateVersion7()));

        Assert.Equal("not_found", answer.Problem?.Code);
        Assert.Equal(0, await CountAsync("probe"));
    }

    [Fact]
    public async Task WL7_A_database_that_is_away_gives_a_retryable_answer_and_comes_back()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database, options => options.GiveUpAfter = TimeSpan.FromMilliseconds(600));
        Assert.True((await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).IsOk);

        await SetConnectableAsync(false);
        var away = await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()));
        Assert.Equal(("unavailable", true), (away.Problem?.Code, away.Problem?.Retryable));

        await SetConnectableAsync(true);
        Assert.Equal(2, (await node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).Value!.Position);
    }

    [Fact]
    public async Task A_full_queue_says_try_later_and_nothing_accepted_is_lost()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database, options => options.QueueCapacity = 10);
        await using var blocker = await BlockAsync(Hot);

        var answers = Enumerable.Range(0, 200).Select(_ => node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7()))).ToArray();
        await Task.Yield();
        await blocker.DisposeAsync();
        var results = await Task.WhenAll(answers);

        Assert.Contains(results, result => result.Problem is { Code: "try_later", Retryable: true, RetryAfter: not null });
        Assert.Equal(results.Count(result => result.IsOk), await CountAsync("probe"));
    }

    [Fact]
    public async Task Stopping_writes_what_was_accepted()
    {
        Task<Outcomes.Outcome<WriteReceipt>>[] answers;
        await using (var node = await FeedNodeUnderTest.StartAsync(Database))
        {
            answers = [.. Enumerable.Range(0, 500).Select(_ => node.Writer.WriteAsync(Probe.Unit(Hot, Guid.CreateVersion7())))];
        }

        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer.IsOk));
        Assert.Equal(500, await CountAsync("probe"));
    }

    [Fact]
    public async Task An_audit_row_alone_needs_no_stream()
    {
        await using var node = await FeedNodeUnderTest.StartAsync(Database);

        var answer = await node.Writer.WriteAsync(new WriteUnit
        {
            Audit = new AuditEntry(Guid.CreateVersion7(), null, "127.0.0.1", "patient.read", "patient", "x", null, "ok", "treatment"),
        });

        Assert.True(answer.IsOk);
        Assert.Equal(1, await CountAsync("audit"));
    }

    private static void Fast(ChangeWriterOptions options) => options.GiveUpAfter = TimeSpan.FromSeconds(1);
}
