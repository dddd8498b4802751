using Crm.Core.MatchQuestions;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Asks people what their captured mail is about: one question by its card, several by their list.</summary>
internal sealed class OpenQuestions(
    IProactiveStore<QuestionToTell> book, CardRoutes cards, ProactiveCards proactive, ILogger<OpenQuestions> log)
    : ProactiveMessages<QuestionToTell>(book, cards, proactive, log)
{
    protected override object Together(QuestionToTell message) => (message.Person.Tenant.Id, message.Person.Id);

    protected override Task TellAsync(IReadOnlyList<QuestionToTell> messages, CancellationToken ct) => messages is [var only]
        ? ShowAsync(only.Person, new ShowQuestion(only.QuestionId), told: null, ct)
        : ShowAsync(messages[0].Person, new ShowQuestions(), told: null, ct);
}
