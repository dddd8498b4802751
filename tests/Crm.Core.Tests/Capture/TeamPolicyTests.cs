namespace Crm.Core.Tests.Capture;

/// <summary>Between the organisation's policy and a person's lies that of the team they are in.</summary>
public sealed class TeamPolicyTests : MailboxTests
{
    [Fact]
    public async Task What_a_team_never_logs_is_kept_out_of_its_peoples_mailboxes_alone()
    {
        await JoeAsync();
        var (admin, bob) = (await AdminAsync(), await MailboxOfAsync("Bob Stone"));
        var team = await TeamAsync(admin, "Field", "Ann Miller");
        await SayAsync(admin, team, policy => policy with { NeverLog = "litware.example" });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        Paper.Put(bob, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("2", "joe@litware.example", bob.User.Email)),
            new MailboxItem.Mail(PaperMailbox.Mail("3", "joe@litware.example", $"{bob.User.Email},{Ann.User.Email}")));

        await SyncAsync(Ann, "inbox");
        await SyncAsync(bob, "inbox");

        Assert.Equal(CaptureReason.NeverLog, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(bob, "<2@mail.example>")).Reason);
        Assert.Equal(CaptureReason.NeverLog, (await WhyAsync(bob, "<3@mail.example>")).Reason);
    }

    [Theory]
    [InlineData("MANUAL", "CHOSEN", "ON", CaptureMode.Manual)]
    [InlineData("ON", "MANUAL", "CHOSEN", CaptureMode.Manual)]
    [InlineData("ON", "CHOSEN", "MANUAL", CaptureMode.Manual)]
    [InlineData("ON", "ON", "ON", CaptureMode.On)]
    [InlineData(null, "OFF", "ON", CaptureMode.Off)]
    public async Task The_strictest_of_organisation_team_and_person_counts(string? firm, string teams, string own, CaptureMode counts)
    {
        var admin = await AdminAsync();
        var team = await TeamAsync(admin, "Field", Ann.User.Email);
        await SaveAsync(admin, new SavePolicy { Whose = "organisation", Mode = firm });
        await SayAsync(admin, team, policy => policy with { Mode = teams, Chosen = "Customers" });
        await SaveAsync(Me, new SavePolicy { Mode = own, Chosen = "Customers" });

        var view = await World.RunAsync(Me, (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct));

        Assert.Equal((counts, "Field"), (view.Value.Mode, view.Value.Team));
    }

    [Fact]
    public async Task Who_leaves_a_team_is_captured_as_the_organisation_says_again()
    {
        await JoeAsync();
        var admin = await AdminAsync();
        var team = await TeamAsync(admin, "Field", "Ann Miller");
        await SayAsync(admin, team, policy => policy with { Mode = "OFF" });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        Assert.IsType<SyncOutcome.Off>(await SyncAsync(Ann, "inbox"));

        var moved = await World.RunAsync(admin, (SaveTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new SaveTeam(team, 1, "Field", ""), ct));
        await SyncAsync(Ann, "inbox");

        Assert.Null(moved.Refusal);
        Assert.Single(await ActivitiesAsync());
    }

    [Fact]
    public async Task Everybody_is_in_one_team_at_most()
    {
        var admin = await AdminAsync();
        await MailboxOfAsync("Bob Stone");
        await TeamAsync(admin, "Field", "Ann Miller\nBob Stone");
        await TeamAsync(admin, "Inside", "ann miller");

        var teams = await World.RunAsync(admin, (ShowTeamsHandler h, CancellationToken ct) => h.HandleAsync(new ShowTeams(), ct));

        Assert.Equal(
            ["Field: Bob Stone", "Inside: Ann Miller"], teams.Value.Select(t => $"{t.Name}: {string.Join(", ", t.Members)}"));
    }

    [Fact]
    public async Task A_team_that_is_deleted_goes_with_its_policy_and_leaves_its_people()
    {
        var admin = await AdminAsync();
        var team = await TeamAsync(admin, "Field", "Ann Miller");
        await SayAsync(admin, team, policy => policy with { Mode = "OFF" });

        var gone = await World.RunAsync(admin, (DeleteTeamHandler h, CancellationToken ct) => h.HandleAsync(new DeleteTeam(team), ct));
        var view = await World.RunAsync(Me, (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct));

        Assert.Null(gone.Refusal);
        Assert.Equal((CaptureMode.On, null), (view.Value.Mode, view.Value.Team));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from team_members"));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from team_policies"));
    }

    [Fact]
    public async Task Teams_and_what_is_said_for_them_are_an_administrators()
    {
        var team = await TeamAsync(await AdminAsync(), "Field", "Ann Miller");
        var manager = await World.UserAsync("Mia Manager", role: Role.Manager);

        foreach (var who in new[] { Me, manager })
        {
            Refusal?[] refused =
            [
                (await World.RunAsync(who, (ShowTeamsHandler h, CancellationToken ct) => h.HandleAsync(new ShowTeams(), ct))).Refusal,
                (await World.RunAsync(who, (EditTeamHandler h, CancellationToken ct) => h.HandleAsync(new EditTeam(team), ct))).Refusal,
                (await World.RunAsync(who, (SaveTeamHandler h, CancellationToken ct) =>
                    h.HandleAsync(new SaveTeam(team, 1, "Mine", "Ann Miller"), ct))).Refusal,
                (await World.RunAsync(who, (DeleteTeamHandler h, CancellationToken ct) => h.HandleAsync(new DeleteTeam(team), ct))).Refusal,
                (await World.RunAsync(who, (EditPolicyHandler h, CancellationToken ct) =>
                    h.HandleAsync(new EditPolicy("team", Team: team), ct))).Refusal,
                (await World.RunAsync(who, (PreviewPolicyHandler h, CancellationToken ct) =>
                    h.HandleAsync(new PreviewPolicy { Whose = "team", Team = team, Mode = "OFF" }, ct))).Refusal,
                (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) =>
                    h.HandleAsync(new SavePolicy { Whose = "team", Team = team, Mode = "OFF" }, ct))).Refusal,
            ];
            Assert.All(refused, why => Assert.Equal(RefusalKind.NotAllowed, why?.Kind));
        }

        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from team_policies"));
        Assert.Equal("Field", await World.TruthAsync<string>("select name from teams"));
    }

    [Theory]
    [InlineData("", "Ann Miller", "name", "name")]
    [InlineData("field", "Ann Miller", "name", "already")]
    [InlineData("Inside", "Ann Miller\nNobody Known", "members", "Nobody Known")]
    [InlineData("Inside", "Tim Twin", "members", "2 colleagues")]
    public async Task What_is_wrong_with_a_team_is_said_where_it_was_typed(string name, string members, string field, string says)
    {
        var admin = await AdminAsync();
        await World.UserAsync("Tim Twin");
        await World.UserAsync("Tom Twin");
        await World.TruthAsync<Guid>("update users set name = 'Tim Twin' where name = 'Tom Twin' returning id");
        await TeamAsync(admin, "Field", "");

        var refused = await World.RunAsync(admin, (SaveTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new SaveTeam(Name: name, Members: members), ct));

        Assert.Contains(says, refused.Refusal?.For(field), StringComparison.Ordinal);
        Assert.Equal(1L, await World.TruthAsync<long>("select count(*) from teams"));
    }

    [Fact]
    public async Task A_form_that_somebody_overtook_changes_what_was_typed_in_it_and_keeps_the_rest()
    {
        var admin = await AdminAsync();
        var bob = await World.UserAsync("Bob Stone");
        var team = await TeamAsync(admin, "Field", "Ann Miller");
        var (early, late) = (await FormAsync(), await FormAsync());

        Assert.Null((await SaveTeamAsync(early with { Members = $"{early.Members!.Text}\n{bob.Email}" })).Refusal);
        Assert.Null((await SaveTeamAsync(late with { Name = "Field sales" })).Refusal);

        var now = await FormAsync();
        Assert.Equal(("Field sales", $"{Me.Email}\n{bob.Email}"), (now.Name, now.Members!.Text));

        var refused = (await SaveTeamAsync(late with { Members = "" })).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "members"), (refused.Kind, Assert.Single(refused.Conflicts).Field));
        var mended = (await World.RunAsync(admin, (EditTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new EditTeam(team, late with { Members = "" }, refused), ct))).Value.Values;
        Assert.Equal(("Field sales", ""), (mended.Name, mended.Members!.Text));
        Assert.Null((await SaveTeamAsync(mended)).Refusal);

        async Task<SaveTeam> FormAsync() => (await World.RunAsync(admin, (EditTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new EditTeam(team), ct))).Value.Values with { Id = team };
        Task<Result<Guid>> SaveTeamAsync(SaveTeam typed) => World.RunAsync(admin, (SaveTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(typed with { Id = team }, ct));
    }

    [Fact]
    public async Task A_team_that_is_gone_has_no_policy_to_be_changed()
    {
        var admin = await AdminAsync();
        var policy = new SavePolicy { Whose = "team", Team = Guid.CreateVersion7(World.Clock.GetUtcNow()), Mode = "OFF" };

        var saved = await World.RunAsync(admin, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct));
        var edited = await World.RunAsync(admin, (EditPolicyHandler h, CancellationToken ct) =>
            h.HandleAsync(new EditPolicy("team", Team: policy.Team), ct));

        Assert.Equal((RefusalKind.NotFound, RefusalKind.NotFound), (saved.Refusal?.Kind, edited.Refusal?.Kind));
    }

    private Task<CurrentUser> AdminAsync() => World.UserAsync("Olga Admin", role: Role.Admin);

    private async Task<Guid> TeamAsync(CurrentUser admin, string name, string members)
    {
        var saved = await World.RunAsync(admin, (SaveTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new SaveTeam(Name: name, Members: members), ct));
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    private Task SayAsync(CurrentUser admin, Guid team, Func<SavePolicy, SavePolicy> said) =>
        SaveAsync(admin, said(new SavePolicy { Whose = "team", Team = team }));

    private async Task SaveAsync(CurrentUser who, SavePolicy policy)
    {
        var saved = await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct));
        Assert.Null(saved.Refusal);
    }
}
