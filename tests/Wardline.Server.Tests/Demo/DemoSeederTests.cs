using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardline.Access.Accounts;
using Wardline.Clinical.Patients;
using Wardline.Data;
using Wardline.Messaging.Conversations;
using Wardline.Testing;

namespace Wardline.Server.Demo;

public sealed class DemoSeederTests(MigratedPostgres postgres)
{
    [Fact]
    public async Task The_whole_hospital_is_written_once()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var services = Services(database);
        Assert.Equal(DemoSeeding.Written, await SeedAsync(services));
        var first = await CountsAsync(services);
        Assert.Equal(DemoSeeding.AlreadyThere, await SeedAsync(services));
        Assert.Equal(first, await CountsAsync(services));

        var hospital = DemoHospital.Create(DemoHospital.Seed, services.GetRequiredService<TimeProvider>().GetUtcNow());
        Assert.Equal(
            (4L, 14L, 40L, (long)hospital.Patients.Sum(each => each.Observations.Count), (long)hospital.Conversations.Count, (long)hospital.Conversations.Sum(each => each.Messages.Count)),
            first);
    }

    [Fact]
    public async Task Two_starts_at_once_write_one_hospital()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var services = Services(database);
        var outcomes = await Task.WhenAll(SeedAsync(services), SeedAsync(services));
        Assert.Equal([DemoSeeding.Written, DemoSeeding.AlreadyThere], outcomes.Order());
    }

    [Fact]
    public async Task A_database_with_other_accounts_is_left_alone()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var services = Services(database);
        await using (var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "insert into app_user (id, user_name, display_name, role, password_hash, created_at) values (uuidv7(), 'real', 'Real', 'administrator', '', now())"))
        {
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(DemoSeeding.NotEmpty, await SeedAsync(services));
        Assert.Equal(0L, (await CountsAsync(services)).Patients);
    }

    [Fact]
    public async Task Streams_are_dense_and_messages_carry_their_position()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var services = Services(database);
        await SeedAsync(services);
        Assert.Equal(0L, await ScalarAsync(services, """
            select count(*) from stream s
            where s.position <> (select count(*) from change c where c.stream_id = s.id)
               or s.position <> (select coalesce(max(c.position), 0) from change c where c.stream_id = s.id)
            """));
        Assert.Equal(0L, await ScalarAsync(services, """
            select count(*) from message m
            join stream s on s.name = 'conversation:' || m.conversation_id
            left join change c on c.stream_id = s.id and c.position = m.position
            where c.entity_id is distinct from m.id or c.data->>'content' is distinct from m.content or c.at <> m.created_at
            """));
    }

    [Fact]
    public async Task Everybody_signs_in_with_the_printed_password()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var services = Services(database);
        await SeedAsync(services);
        var passwords = new Passwords();
        foreach (var account in DemoAccounts.All)
        {
            await using var query = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select password_hash from app_user where user_name = $1");
            query.Parameters.AddWithValue(account.UserName);
            var hash = (string?)await query.ExecuteScalarAsync();
            Assert.NotEqual(PasswordJudgement.Wrong, passwords.Judge(hash, account.Password));
            Assert.Equal(PasswordJudgement.Wrong, passwords.Judge(hash, account.Password + "x"));
        }
    }

    private static ServiceProvider Services(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddWardlineData(database.ConnectionString);
        services.AddWardlineModel(typeof(User).Assembly).AddWardlineModel(typeof(Patient).Assembly).AddWardlineModel(typeof(Conversation).Assembly);
        services.AddScoped<DemoSeeder>();
        return services.BuildServiceProvider();
    }

    private static async Task<DemoSeeding> SeedAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DemoSeeder>().SeedAsync(CancellationToken.None);
    }

    private static async Task<(long Departments, long Users, long Patients, long Observations, long Conversations, long Messages)> CountsAsync(ServiceProvider services) => (
        await ScalarAsync(services, "select count(*) from department"),
        await ScalarAsync(services, "select count(*) from app_user"),
        await ScalarAsync(services, "select count(*) from patient"),
        await ScalarAsync(services, "select count(*) from observation"),
        await ScalarAsync(services, "select count(*) from conversation"),
        await ScalarAsync(services, "select count(*) from message"));

    private static async Task<long> ScalarAsync(ServiceProvider services, string sql)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
