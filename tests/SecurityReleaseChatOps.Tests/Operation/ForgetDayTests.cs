using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary><c>/rotation forget</c>: who left is nobody in what the app keeps, once an admin says so twice.</summary>
public sealed class ForgetDayTests
{
    [Fact]
    public async Task Who_left_is_forgotten_once_nothing_is_theirs_and_an_admin_meant_it()
    {
        await using var day = await TestDay.Start();
        var (grace, anna) = (day.As("grace"), day.As("anna"));
        await day.StartsRelease();
        await day.HandsOver("anna", "Ask Anna de Vries about the fix");
        (await anna.Runs("/rotation forget @liam")).ShouldContain("is for admins");
        (await grace.Runs("/rotation forget")).ShouldContain("Whom?");
        (await grace.Runs("/rotation forget @anna")).ShouldContain("Anna de Vries is in a user group that gives them a role");
        await anna.Runs("/release cancel");
        await (await anna.SeesModal("Cancel release")).Submit();
        await day.Control.Post("/control/users/anna/deactivate", new());
        await day.Until(() => Task.FromResult(day.Services.GetRequiredService<SlackDirectory>().RoleOf("U03") == Role.None), "Anna has a role still");
        (await grace.Runs("/rotation forget U03")).ShouldContain("is on the rotation: `/rotation remove` them first");
        (await grace.Runs("/rotation remove @anna")).ShouldContain("is off the rotation");

        await grace.Runs("/rotation forget U03");
        var form = await grace.SeesModal("Forget somebody");
        (await form.Fill([("Names", "de")]).SubmitsInVain()).Values.ShouldContain(words => words.Contains("stands in too much else", StringComparison.Ordinal));
        await form.Fill([("Names", "Anna de Vries, Anna")]).Submit();
        await day.Settles();

        (await grace.Runs("/release log R1")).ShouldNotContain("Anna");
        var store = day.Services.GetRequiredService<IStore>();
        foreach (var kind in new[] { "release", "handover", "engineer", "prompt", "directory" })
        {
            foreach (var doc in await store.All(new DocumentKind<JsonObject>(kind)))
                $"{doc.Id} {doc.Value.ToJsonString()}".ShouldNotMatch("U03|Anna");
        }
        var said = (await store.Audit("person/UFORGOTTEN1")).ShouldHaveSingleItem();
        (said.Who, said.What).ShouldBe(("U11", AuditCheck.MadeAnonymous));
        day.Services.GetRequiredService<SlackDirectory>().People.Keys.ShouldNotContain("U03");
    }
}
