using Microsoft.EntityFrameworkCore;

namespace Crm.Bot.Tests.Teams;

/// <summary>People are asked what their captured mail is about.</summary>
public sealed class OpenQuestionTests : ProactiveTests
{
    [Fact]
    public async Task A_question_about_captured_mail_is_asked_once_by_its_card_and_answered_there()
    {
        await SayAsync("hello");
        await AskedAsync("Prices", "Twelve vans", "Two trucks");

        await AskAsync();
        await AskAsync();

        var asked = Assert.Single(await ProactivesAsync("Which deal is the mail “Prices”"));
        Assert.Contains("Twelve vans", Text(asked));
        var noted = await PressAsync(asked, "Answer", new
        {
            answer = await World.TruthAsync<string>("select id::text from deals where title = 'Two trucks'"),
        });
        Assert.Contains("is about Two trucks", Text(noted));
    }

    [Fact]
    public async Task Several_questions_are_asked_by_one_list_and_one_that_is_put_off_again_in_its_time()
    {
        await SayAsync("hello");
        await AskedAsync("Prices", "Twelve vans", "Two trucks");
        await AskedAsync("Dates", "Three boats", "One train");

        await AskAsync();

        var list = Assert.Single(await ProactivesAsync("2 questions"));
        Assert.Contains("Prices", Text(list));
        Assert.Contains("Dates", Text(list));
        await World.TruthAsync<int>(
            "update match_questions set told_at = null, later_until = now() + interval '1 hour'; select 1");
        await AskAsync();
        Assert.Single(await ProactivesAsync("2 questions"));
        await World.TruthAsync<int>("update match_questions set later_until = now() - interval '1 second'; select 1");
        await AskAsync();
        Assert.Equal(2, (await ProactivesAsync("2 questions")).Count);
    }

    [Fact]
    public async Task Nobody_takes_questions_but_the_bot()
    {
        await AskedAsync("Prices", "Twelve vans", "Two trucks");
        var admin = await World.UserAsync("Ada Root", Role.Admin);

        await Assert.ThrowsAnyAsync<Exception>(() => World.InDatabaseAsync(admin, db => ((DbContext)db).Database
            .SqlQuery<Guid>($"select question_id as \"Value\" from take_match_questions({new[] { Me.Id }}, interval '1 minute', 1)")
            .ToListAsync()));
    }

    private Task AskAsync() => Services.GetRequiredService<OpenQuestions>().RunAsync(CancellationToken.None);

    private async Task AskedAsync(string subject, params string[] titles)
    {
        var contact = await World.ContactAsync(Me, "Clara", subject, $"{subject}@litware.example");
        var deals = new List<Guid>();
        foreach (var title in titles)
        {
            deals.Add(await World.DealAsync(Me, title, "1", "Proposal", null, contact));
        }

        await World.TruthAsync<int>(
            $"""
            with mail as (
              insert into activities (id, type, owner_id, contact_id, subject, status, source_key, direction)
                values (gen_random_uuid(), 'EMAIL', '{Me.Id}', '{contact}', '{subject}', 'COMPLETED', 'mail:{subject}', 'INBOUND')
                returning id),
            asked as (
              insert into match_questions (id, user_id, key, kind, contact_id, candidates, reason)
                values (gen_random_uuid(), '{Me.Id}', gen_random_uuid(), 'DEAL', '{contact}',
                  array[{string.Join(", ", deals.Select(d => $"'{d}'"))}]::uuid[], 'SEVERAL_OF_CONTACTS') returning id)
            insert into match_question_items (question_id, activity_id) select asked.id, mail.id from asked, mail;
            select 1
            """);
    }
}
