using Wardline.Access;

namespace Wardline.Server.Tests.Access;

public sealed class AccessTableTests(AccessScene scene) : IClassFixture<AccessScene>
{
    public static TheoryData<string, string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string, string>();
            foreach (var row in AccessTable.Rows)
            {
                foreach (var (person, expected) in row.Expected)
                {
                    cells.Add(row.Act, person, expected, row.Sent);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_person_gets_what_the_table_says(string act, string person, string expected, string sent)
    {
        var account = AccessTable.People[person]?.UserName;
        var row = new AccessRow(scene.Fill(act), scene.Fill(sent), new Dictionary<string, string>());

        var got = row.Event is { } name ? await scene.EmitAsync(account, name, row.Sent)
            : row.Socket is { } path ? await scene.SpeakAsync(account, path, row.Sent)
            : await scene.RequestAsync(account, row.Act, row.Sent, items: expected.Contains(' '));

        Assert.Equal(expected, got);
    }

    [Fact]
    public void Every_route_and_every_event_has_a_row()
    {
        var rows = AccessTable.Rows.Select(row => AccessTable.Shape(row.Act));

        Assert.Empty(scene.Acts().Select(AccessTable.Shape).Except(rows));
    }

    [Fact]
    public void Every_row_is_a_route_or_an_event()
    {
        var rows = AccessTable.Rows.Select(row => AccessTable.Shape(row.Act));

        Assert.Empty(rows.Except(scene.Acts().Select(AccessTable.Shape)));
    }

    [Fact]
    public void Every_row_has_a_cell_for_each_person_and_every_role_is_somebody()
    {
        Assert.All(AccessTable.Rows, row => Assert.Equal(AccessTable.People.Keys, row.Expected.Keys));
        Assert.All(AccessTable.Rows, row => Assert.DoesNotContain("", row.Expected.Values));
        Assert.Equal(Enum.GetValues<Role>(), AccessTable.People.Values.OfType<(string, Role Role)>().Select(person => person.Role).Distinct().Order());
    }

    [Fact]
    public async Task Route_that_does_not_exist_is_not_found_and_tells_strangers_nothing()
    {
        Assert.Equal("404", await scene.RequestAsync("dr.santos.cardio", "GET /api/nothing", "", items: false));
        Assert.Equal("404", await scene.RequestAsync("dr.santos.cardio", "POST /api/nothing", "{}", items: false));
        Assert.Equal("405", await scene.RequestAsync("dr.santos.cardio", "DELETE /api/me", "", items: false));
        Assert.Equal("401", await scene.RequestAsync(null, "GET /api/nothing", "", items: false));
        Assert.Equal("401", await scene.RequestAsync(null, "POST /api/nothing", "{}", items: false));
    }

    [Fact]
    public async Task Event_that_does_not_exist_is_unknown() =>
        Assert.Equal("unknown_event", await scene.EmitAsync("dr.santos.cardio", "drop_tables", "{}"));
}
