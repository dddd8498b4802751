using System.Text.Json.Nodes;

namespace Crm.Torture.Scenario;

/// <summary>What people and servers do with mail, one step at a time, drawn from the seed.</summary>
internal sealed class MailSteps(Stage stage, Random chance, string seed)
{
    private int made;
    private int folders;

    public int Made => made;

    public void Arrives()
    {
        var mail = chance.Next(20) switch
        {
            < 6 => FromOutside(One(Cast.Customers)),
            < 7 => FromOutside(Cast.OfKnownCompany),
            < 8 => FromOutside(One(Cast.Strangers)),
            < 9 => FromOutside(One(Cast.NeverLog)),
            < 13 => FromUs([One(Cast.Customers)]),
            < 14 => FromUs([One(Cast.Customers), One(Cast.NeverLog)]),
            < 15 => FromUs([Cast.Colleague]),
            < 16 => FromOutside(One(Cast.Customers)) with { IsPrivate = true },
            < 17 => FromOutside(Cast.Customers[0]) with { IsBulk = true },
            < 18 => FromOutside(One(Cast.Customers)) with { MessageId = null },
            < 19 => FromUs([One(Cast.Customers)]) with { MessageId = null },
            _ => FromOutside(One(Cast.Customers)) with { MessageId = $"same-for-all.{seed}@dispatch.example" },
        };
        Deliver(mail);
    }

    public void IsMoved()
    {
        if (Any(copy => copy.IsThere && !copy.IsDraft) is { } copy)
        {
            copy.Mailbox.Move(copy.Message, One(copy.Mailbox.Folders.Where(f => f.WellKnownName is not ("drafts" or "outbox")).ToList()));
        }
    }

    /// <summary>Into the junk and out of it again, before or after anybody reads it.</summary>
    public void IsJunkForAMoment()
    {
        if (Any(copy => copy.IsThere && !copy.IsDraft) is { } copy)
        {
            var home = copy.Message.Folder;
            copy.Mailbox.Move(copy.Message, copy.Mailbox.FindFolder("junkemail")!);
            stage.Look();
            copy.Mailbox.Move(copy.Message, home);
        }
    }

    public void IsDeleted()
    {
        if (Any(copy => copy.IsThere) is { } copy)
        {
            copy.Mailbox.Delete(copy.Message);
        }
    }

    public void IsRead()
    {
        if (Any(copy => copy.IsThere) is { } copy)
        {
            copy.Mailbox.Update(copy.Message, new JsonObject { ["isRead"] = true });
        }
    }

    public void IsMarkedPrivate() => Mark(Any(copy => copy.IsThere && !copy.IsDraft && !copy.IsMarkedPrivate), "Private");

    public void IsPrivateNoMore() => Mark(Any(copy => copy.IsThere && !copy.IsDraft && copy.IsMarkedPrivate));

    /// <summary>The server delivers it once more, as another item.</summary>
    public void IsDeliveredAgain()
    {
        if (Any(copy => copy.IsThere && !copy.IsDraft) is { } copy)
        {
            stage.Deliver(copy.Mail, copy.Mailbox, Arriving(copy.Mailbox));
        }
    }

    public void IsDrafted()
    {
        var mail = FromUs([One(Cast.Customers)]);
        var mailbox = stage.MailboxOf(mail.From)!;
        stage.Deliver(mail, mailbox, mailbox.FindFolder("drafts")!);
    }

    /// <summary>The draft moves to the sent items under the same immutable id, and its receivers get their copies.</summary>
    public void DraftIsSent()
    {
        if (Any(copy => copy.IsThere && copy.IsDraft) is { } draft)
        {
            draft.Mailbox.Update(draft.Message, new JsonObject { ["isDraft"] = false });
            draft.Mailbox.Move(draft.Message, draft.Mailbox.FindFolder("sentitems")!);
            stage.Look();
            DeliverToReceivers(draft.Mail);
        }
    }

    public void FolderIsMade()
    {
        var mailbox = One(stage.Mailboxes);
        var parents = mailbox.Folders.Where(f => f.WellKnownName is "inbox" or "archive" or "junkemail" || f.ParentId is not null).ToList();
        var name = chance.Next(5) == 0 && mailbox.FindFolder($"custom:{FolderTree.NamedPrivate}") is null
            ? FolderTree.NamedPrivate
            : string.Create(CultureInfo.InvariantCulture, $"Project {++folders}");
        mailbox.AddFolder(name, chance.Next(2) == 0 ? null : One(parents));
    }

    public void FolderIsThrownAway()
    {
        if (OwnFolder() is (var mailbox, { } folder))
        {
            mailbox.Change(folder, null, mailbox.FindFolder("deleteditems"));
        }
    }

    public void FolderIsDeleted()
    {
        if (OwnFolder() is (var mailbox, { } folder) && !mailbox.Folders.Any(f => f.ParentId == folder.Id))
        {
            mailbox.Delete(folder);
        }
    }

    private (Mailbox Mailbox, MailFolder? Folder) OwnFolder()
    {
        var mailbox = One(stage.Mailboxes);
        var own = mailbox.Folders.Where(f => f.WellKnownName.StartsWith("custom:", StringComparison.Ordinal)).ToList();
        return (mailbox, own.Count == 0 ? null : One(own));
    }

    private void Deliver(Mail mail)
    {
        if (stage.MailboxOf(mail.From) is { } sender)
        {
            stage.Deliver(mail, sender, sender.FindFolder("sentitems")!);
        }

        DeliverToReceivers(mail);
    }

    private void DeliverToReceivers(Mail mail)
    {
        foreach (var receiver in mail.To.Concat(mail.Cc).Select(stage.MailboxOf).OfType<Mailbox>())
        {
            var copy = stage.Deliver(mail, receiver, Arriving(receiver));
            if (chance.Next(8) == 0)
            {
                Mark(copy, "Private"); // a rule of the receiver's
            }
        }
    }

    private static void Mark(MailCopy? copy, params string[] categories)
    {
        JsonArray marks = [.. categories.Select(category => JsonValue.Create(category))];
        copy?.Mailbox.Update(copy.Message, new JsonObject { ["categories"] = marks });
    }

    /// <summary>Mostly the inbox; server-side rules file into any other folder before anybody reads it.</summary>
    private MailFolder Arriving(Mailbox mailbox) => chance.Next(10) switch
    {
        < 7 => mailbox.FindFolder("inbox")!,
        < 9 => One(mailbox.Folders.Where(f => f.WellKnownName.StartsWith("custom:", StringComparison.Ordinal)).DefaultIfEmpty(
            mailbox.FindFolder("archive")!).ToList()),
        _ => mailbox.FindFolder("junkemail")!,
    };

    private Mail FromOutside(Person author)
    {
        var receivers = Several(stage.Users, chance.Next(3) == 0 ? 2 : 1);
        return New(author, receivers, chance.Next(4) == 0 ? [One(Cast.Strangers)] : []);
    }

    private Mail FromUs(IReadOnlyList<Person> to)
    {
        var author = One(stage.Users);
        return New(author, to, chance.Next(3) == 0 ? [One(stage.Users.Where(u => u != author).ToList())] : []);
    }

    private Mail New(Person author, IReadOnlyList<Person> to, IReadOnlyList<Person> cc)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"M{seed}-{++made:0000}-");
        var now = stage.Now;
        return new Mail(
            token, $"{token}@mail.example", now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), author, to, cc);
    }

    private MailCopy? Any(Func<MailCopy, bool> wanted)
    {
        var found = stage.Mails.Where(wanted).ToList();
        return found.Count == 0 ? null : One(found);
    }

    private T One<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];

    private List<T> Several<T>(IReadOnlyList<T> of, int count)
    {
        var all = of.ToArray();
        chance.Shuffle(all);
        return [.. all.Take(count)];
    }
}
