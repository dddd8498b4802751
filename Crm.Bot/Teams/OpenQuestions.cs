using Crm.Core.MatchQuestions;
using Crm.Core.Routes;

namespace Crm.Bot.Teams;

/// <summary>Asks people what their captured mail is about: one question by its card, several by their list.</summary>
internal sealed partial class OpenQuestions(
    IMatchQuestionStore book, CardRoutes cards, ProactiveCards proactive, ILogger<OpenQuestions> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var asked in (await book.TakeAsync(ct)).GroupBy(q => (q.Person.Tenant.Id, q.Person.Id)))
        {
            try
            {
                await AskAsync([.. asked], ct);
                foreach (var question in asked)
                {
                    await book.ToldAsync(question, ct);
                }
            }
            catch (ConnectorException later)
            {
                NotSent(log, asked.Key.Item2, later.Code); // the claims end by themselves, and it is tried again
            }
        }
    }

    /// <summary>Read anew with the person's own rights; what was settled meanwhile is not asked.</summary>
    private async Task AskAsync(IReadOnlyList<QuestionToTell> asked, CancellationToken ct)
    {
        var person = asked[0].Person;
        var card = asked.Count > 1
            ? await cards.RunAsync(person, new ShowQuestions(), ct)
            : await cards.RunAsync(person, new ShowQuestion(asked[0].QuestionId), ct);
        if (card.Refusal is null)
        {
            await proactive.SendAsync(person, card.Card, ct);
        }
    }

    [LoggerMessage(14, LogLevel.Warning, "{UserId} was not asked about captured mail: {Code}")]
    private static partial void NotSent(ILogger logger, Guid userId, string? code);
}
