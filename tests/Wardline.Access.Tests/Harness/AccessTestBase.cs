using System.Net;
using System.Text.Json;
using Npgsql;
using Wardline.Testing;

namespace Wardline.Access.Tests.Harness;

/// <summary>A database and a node of its own for each test, on a clock that the test moves.</summary>
public abstract class AccessTestBase(MigratedPostgres postgres) : IAsyncLifetime
{
    private readonly List<AccessNode> _nodes = [];
    private TestDatabase? _database;

    private protected ManualTime Time { get; } = new();

    private protected AccessNode Node => _nodes[0];

    protected virtual bool Populated => true;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await StartNodeAsync();
        if (Populated)
        {
            await Ward.FillAsync(Node.Services);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _database!.DisposeAsync();
    }

    /// <summary>One more node on the same database.</summary>
    private protected async Task<AccessNode> StartNodeAsync(bool secure = false, params string[] allowedOrigins)
    {
        var node = await AccessNode.StartAsync(_database!.ConnectionString, Time, secure, allowedOrigins);
        _nodes.Add(node);
        return node;
    }

    protected async Task<List<string>> QueryAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database!.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await row.ReadAsync())
        {
            found.Add(row.IsDBNull(0) ? "null" : row.GetValue(0).ToString()!);
        }

        return found;
    }

    /// <summary>Acts and outcomes of the audit trail, in order.</summary>
    protected Task<List<string>> AuditAsync() => QueryAsync("select act || ' ' || outcome from audit order by id");

    protected static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == status, $"Expected {status}, got {answer.StatusCode}: {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        }
    }

    protected static async Task AllowedAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        using (answer)
        {
            Assert.True(answer.StatusCode == status, $"Expected {status}, got {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
