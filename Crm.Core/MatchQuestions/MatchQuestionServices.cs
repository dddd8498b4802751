namespace Crm.Core.MatchQuestions;

internal static class MatchQuestionServices
{
    public static IServiceCollection AddMatchQuestions(this IServiceCollection services) => services
        .AddScoped<AskQuestions>()
        .AddScoped<QuestionReader>()
        .AddScoped<ShowQuestionsHandler>()
        .AddScoped<ShowQuestionHandler>()
        .AddScoped<AnswerQuestionHandler>()
        .AddScoped<DeferQuestionHandler>()
        .AddScoped<UndoRuleHandler>();
}
