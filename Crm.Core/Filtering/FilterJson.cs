namespace Crm.Core.Filtering;

/// <summary>
/// The JSON form, for programs: {"where": node, "groupBy": "stage", "orderBy": [{"field": "value", "desc": true, "nullsFirst": false}]},
/// or a node alone. A node is {"all": [nodes]}, {"any": [nodes]}, {"not": node} or {"field", "op", "value" | "values"}, where op is a
/// spelling of <see cref="Operators"/>. Every rule of the text form holds: it is read by the same parser.
/// </summary>
internal static class FilterJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static FilterQuery Read<T>(string text, FieldCatalog<T> catalog)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text, Strict);
        }
        catch (JsonException broken)
        {
            throw new FilterSyntaxException(
                (int)Math.Min(broken.BytePositionInLine ?? 0, text.Length),
                "This begins like the JSON form of a filter but isn't valid JSON.");
        }

        using (json)
        {
            return new Reader<T>(catalog).Query(json.RootElement);
        }
    }

    private sealed class Reader<T>(FieldCatalog<T> catalog)
    {
        private int conditions;

        public FilterQuery Query(JsonElement root)
        {
            var isWhole = root.TryGetProperty("where", out var where) | root.TryGetProperty("groupBy", out var group)
                | root.TryGetProperty("orderBy", out var order);
            if (!isWhole)
            {
                return new FilterQuery(Node(root, 1, "$"), []);
            }

            Only(root, "$", "where", "groupBy", "orderBy");
            var filter = where.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Node(where, 1, "$.where");
            var field = group.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Field(group, "$.groupBy");
            if (field is { CanGroup: false })
            {
                throw Wrong("$.groupBy", $"Groups are made by a choice, not by “{field.Name}”.");
            }

            return new FilterQuery(filter, order.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? [] : Order(order), field);
        }

        private FilterNode Node(JsonElement json, int depth, string path)
        {
            if (depth > FilterNode.MaxDepth)
            {
                throw Wrong(path, $"A filter is {FilterNode.MaxDepth} deep at most.");
            }

            if (json.ValueKind is not JsonValueKind.Object)
            {
                throw Wrong(
                    path, "An object was expected: {\"all\": [...]}, {\"any\": [...]}, {\"not\": ...} or {\"field\", \"op\", \"value\"}.");
            }

            if (json.TryGetProperty("all", out var all))
            {
                Only(json, path, "all");
                return Join(Nodes(all, depth, path + ".all"), nodes => new FilterNode.All(nodes));
            }

            if (json.TryGetProperty("any", out var any))
            {
                Only(json, path, "any");
                return Join(Nodes(any, depth, path + ".any"), nodes => new FilterNode.Any(nodes));
            }

            if (json.TryGetProperty("not", out var not))
            {
                Only(json, path, "not");
                return new FilterNode.Not(Node(not, depth + 1, path + ".not"));
            }

            return Condition(json, path);
        }

        private List<FilterNode> Nodes(JsonElement list, int depth, string path)
        {
            if (list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() == 0)
            {
                throw Wrong(path, "A list of at least one condition was expected.");
            }

            return [.. list.EnumerateArray().Select((n, i) => Node(n, depth + 1, $"{path}[{i}]"))];
        }

        /// <summary>A list of one is its only member, as brackets around one condition are nothing.</summary>
        private static FilterNode Join(List<FilterNode> nodes, Func<IReadOnlyList<FilterNode>, FilterNode> join) => nodes is [var only]
            ? only
            : join(nodes);

        private FilterNode.Condition Condition(JsonElement json, string path)
        {
            Only(json, path, "field", "op", "value", "values");
            if (++conditions > FilterNode.MaxConditions)
            {
                throw Wrong(path, $"At most {FilterNode.MaxConditions} conditions fit into one filter.");
            }

            var field = json.TryGetProperty("field", out var name)
                ? Field(name, path + ".field")
                : throw Wrong(path, "“field” is missing.");
            var op = json.TryGetProperty("op", out var typed) && typed.ValueKind is JsonValueKind.String
                ? typed.GetString()!.Trim()
                : throw Wrong(path, "“op” is missing.");
            var form = Operators.Of(field.Kind).FirstOrDefault(o => o.Spellings.Contains(op, StringComparer.OrdinalIgnoreCase))
                ?? throw Wrong(
                    path + ".op",
                    $"“{field.Name}” knows these: {string.Join(", ", Operators.Of(field.Kind).Select(o => o.Spellings[0]))}.");
            List<string> values = json.TryGetProperty("values", out var many) && many.ValueKind is JsonValueKind.Array
                ? [.. many.EnumerateArray().Select(v => Value(v, path))]
                : json.TryGetProperty("value", out var one) ? [Value(one, path)] : [];
            var expected = form.Operand switch { Operand.None => 0, Operand.Range => 2, Operand.Many => Math.Max(1, values.Count), _ => 1 };
            if (values.Count != expected)
            {
                var takes = form.Operand is Operand.Many ? "at least one value" : expected == 1 ? "1 value" : $"{expected} values";
                throw Wrong(path, $"“{op}” takes {takes}; there are {values.Count}.");
            }

            var right = form.Operand switch
            {
                Operand.Many => $"({string.Join(", ", values)})",
                Operand.Range => string.Join(" and ", values),
                Operand.Days => values[0].Trim('"') + " days",
                _ => string.Concat(values),
            };
            try
            {
                return FilterParser<T>.ParseCondition($"{FilterPrinter.Quoted(field.Name)} {form.Spellings[0]} {right}", catalog);
            }
            catch (FilterSyntaxException wrong)
            {
                throw Wrong(path, wrong.Message);
            }
        }

        private List<SortKey> Order(JsonElement order)
        {
            if (order.ValueKind is not JsonValueKind.Array || order.GetArrayLength() > FilterQuery.MaxSortKeys)
            {
                throw Wrong("$.orderBy", $"A list of at most {FilterQuery.MaxSortKeys} keys was expected.");
            }

            return [.. order.EnumerateArray().Select((key, i) => Key(key, $"$.orderBy[{i}]"))];
        }

        private SortKey Key(JsonElement key, string path)
        {
            if (key.ValueKind is not JsonValueKind.Object || !key.TryGetProperty("field", out var name))
            {
                throw Wrong(path, "{\"field\", \"desc\", \"nullsFirst\"} was expected.");
            }

            Only(key, path, "field", "desc", "nullsFirst");
            var field = Field(name, path + ".field");
            return field.CanSort
                ? new SortKey(field, Flag(key, "desc"), Flag(key, "nullsFirst"))
                : throw Wrong(path, $"“{field.Name}” holds several values and cannot be sorted by.");
        }

        private FilterField Field(JsonElement name, string path)
        {
            try
            {
                return name.ValueKind is JsonValueKind.String
                    ? FilterParser<T>.ParseField(name.GetString()!, catalog)
                    : throw Wrong(path, "A field's name was expected.");
            }
            catch (FilterSyntaxException wrong) when (!wrong.Message.StartsWith("At ", StringComparison.Ordinal))
            {
                throw Wrong(path, wrong.Message);
            }
        }

        private static bool Flag(JsonElement key, string name) => key.TryGetProperty(name, out var flag)
            && flag.ValueKind is JsonValueKind.True;

        private static string Value(JsonElement value, string path) => value.ValueKind switch
        {
            JsonValueKind.String => FilterPrinter.Quoted(value.GetString()!),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array =>
                throw Wrong(path, "A value is a text, a number, true or false."),
        };

        private static void Only(JsonElement json, string path, params ReadOnlySpan<string> names)
        {
            foreach (var property in json.EnumerateObject())
            {
                if (!names.Contains(property.Name))
                {
                    throw Wrong(path, $"“{property.Name}” is not known here.");
                }
            }
        }

        private static FilterSyntaxException Wrong(string path, string message) => new(0, $"At {path}: {message}");
    }
}
