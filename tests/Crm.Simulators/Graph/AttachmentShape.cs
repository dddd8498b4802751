using MimeKit;

namespace Crm.Simulators.Graph;

public static class AttachmentShape
{
    public static JsonArray Of(StoredMessage message)
    {
        using var stream = new MemoryStream(message.Mime);
        var mime = MimeMessage.Load(stream);
        var list = new JsonArray();
        foreach (var entity in mime.Attachments)
        {
            var attached = entity is MessagePart;
            using var content = new MemoryStream();
            if (entity is MimePart { Content: { } data })
            {
                data.DecodeTo(content);
            }
            else
            {
                entity.WriteTo(content);
            }

            var shape = new JsonObject
            {
                ["@odata.type"] = attached ? "#microsoft.graph.itemAttachment" : "#microsoft.graph.fileAttachment",
                ["id"] = ItemIds.Immutable(string.Create(CultureInfo.InvariantCulture, $"{message.ImmutableId}/{list.Count}")),
                ["name"] = entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? "attachment",
                ["contentType"] = entity.ContentType.MimeType,
                ["size"] = content.Length,
                ["isInline"] = false,
            };
            if (!attached)
            {
                shape["contentBytes"] = Convert.ToBase64String(content.ToArray());
            }

            list.Add(shape);
        }

        return list;
    }
}
