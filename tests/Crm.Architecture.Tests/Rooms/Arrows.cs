using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Crm.Architecture.Tests.Rooms;

/// <summary>One type of a room that knows a type of another.</summary>
public sealed record Arrow(string From, string To, string Type, string Known);

/// <summary>
/// Reads from a compiled assembly which namespace knows which: by base types, fields, signatures, attributes and the code of methods.
/// Constants and nameof leave no trace there.
/// </summary>
public static class Arrows
{
    public static IReadOnlyList<Arrow> Of(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module.Types.Where(type => IsBelow(type.Namespace, root)).SelectMany(type => Known(type).Select(Outermost)
                .Where(known => known.Scope == module && IsBelow(known.Namespace, root) && known.Namespace != type.Namespace)
                .Select(known => new Arrow(Room(type.Namespace, root), Room(known.Namespace, root), type.Name, known.Name))).Distinct(),
        ];
    }

    /// <summary>Namespaces below the root in which the assembly has types.</summary>
    public static IReadOnlyList<string> Rooms(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.Types.Select(t => t.Namespace).Where(n => IsBelow(n, root)).Distinct().Select(n => Room(n, root))
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsBelow(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);

    private static string Room(string name, string root) => name.Length == root.Length ? "" : name[(root.Length + 1)..];

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> Known(TypeDefinition type) =>
    [
        .. Parts(type.BaseType),
        .. type.Interfaces.SelectMany(i => Parts(i.InterfaceType)),
        .. Attributes(type),
        .. type.Fields.SelectMany(f => Parts(f.FieldType).Concat(Attributes(f))),
        .. type.Methods.SelectMany(m => Signature(m).Concat(Attributes(m)).Concat(Body(m))),
        .. type.NestedTypes.SelectMany(Known),
    ];

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider member) =>
        member.CustomAttributes.SelectMany(a => Parts(a.AttributeType));

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        Parts(method.ReturnType).Concat(method.Parameters.SelectMany(p => Parts(p.ParameterType)));

    private static IEnumerable<TypeReference> Body(MethodDefinition method) => !method.HasBody ? []
        : method.Body.Variables.SelectMany(v => Parts(v.VariableType)).Concat(method.Body.Instructions.SelectMany(Operand));

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => Parts(type),
        GenericInstanceMethod generic =>
            [.. Parts(generic.DeclaringType), .. Signature(generic), .. generic.GenericArguments.SelectMany(Parts)],
        MethodReference method => [.. Parts(method.DeclaringType), .. Signature(method)],
        FieldReference field => [.. Parts(field.DeclaringType), .. Parts(field.FieldType)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
