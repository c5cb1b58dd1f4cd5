using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Actors.Tests.Api;

/// <summary>Renders what an assembly shows to its users, a type after the other, in C#'s own words.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["Void"] = "void",
        ["Object"] = "object",
        ["String"] = "string",
        ["Boolean"] = "bool",
        ["Int32"] = "int",
        ["Int64"] = "long",
    };

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "operator ==",
        ["op_Inequality"] = "operator !=",
        ["op_Implicit"] = "implicit operator",
        ["op_Explicit"] = "explicit operator",
    };

    public static string Render(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(static type => $"{type.Namespace}.{NameOf(type)}", StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (var member in Members(type)) text.Append("    ").Append(member).Append('\n');
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        if (IsRecord(type)) kind = kind.Replace("class", "record", StringComparison.Ordinal);

        var bases = new List<string>();
        if (type is { IsClass: true, BaseType: { } b } && b != typeof(object)) bases.Add(NameOf(b));
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        if (!type.IsEnum)
        {
            bases.AddRange(type.GetInterfaces().Where(i => i.IsPublic && !inherited.Contains(i)).Select(NameOf).Order(StringComparer.Ordinal));
        }

        return $"{kind} {type.Namespace}.{NameOf(type)}" + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "");
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");

        var fields = type.GetFields(Declared).Where(static f => f.IsPublic || f.IsFamily).Select(static f => (f.Name, FieldOf(f)));
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(static c => (c.Name, $"{PlainName(c.DeclaringType!)}({Parameters(c)})"));
        var properties = type.GetProperties(Declared)
            .Where(static p => p.GetAccessors(true).Any(IsVisible))
            .Select(static p => (p.Name, PropertyOf(p)));
        var methods = type.GetMethods(Declared)
            .Where(m => IsVisible(m) && !(IsRecord(type) && m.IsDefined(typeof(CompilerGeneratedAttribute))))
            .Where(static m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))
            .Select(static m => (m.Name, MethodOf(m)));
        return new[] { fields, constructors, properties, methods }.SelectMany(static kind =>
            kind.OrderBy(static m => m.Item1, StringComparer.Ordinal).ThenBy(static m => m.Item2, StringComparer.Ordinal).Select(static m => m.Item2));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string FieldOf(FieldInfo field)
    {
        var type = Annotated(field.FieldType, Nullability.Create(field));
        if (field.IsLiteral) return $"const {type} {field.Name} = {Literal(field.GetRawConstantValue())}";
        return $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string PropertyOf(PropertyInfo property)
    {
        var accessors = new StringBuilder();
        if (property.GetMethod is { } get && IsVisible(get)) accessors.Append(" get;");
        if (property.SetMethod is { } set && IsVisible(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Any(static m => m.Name == "IsExternalInit");
            accessors.Append(isInit ? " init;" : " set;");
        }

        var first = property.GetAccessors(true)[0];
        return $"{Modifiers(first)}{Annotated(property.PropertyType, Nullability.Create(property))} {property.Name} {{{accessors} }}";
    }

    private static string MethodOf(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";
        var type = Annotated(method.ReturnType, Nullability.Create(method.ReturnParameter));
        var name = Operators.GetValueOrDefault(method.Name, method.Name);
        return $"{Modifiers(method)}{type} {name}{generic}({Parameters(method)})";
    }

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        if (method.DeclaringType!.IsInterface) return access;
        if (method.IsStatic) return access + "static ";
        if (method.IsAbstract) return access + "abstract ";
        if (!method.IsVirtual || method is not MethodInfo info) return access;
        if (info.GetBaseDefinition() != info) return access + "override ";
        return method.IsFinal ? access : access + "virtual ";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static parameter =>
    {
        var type = Annotated(parameter.ParameterType, Nullability.Create(parameter));
        var text = $"{(parameter.IsOut ? "out " : "")}{type} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Literal(parameter.RawDefaultValue)}" : text;
    }));

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Annotated(Type type, NullabilityInfo info)
    {
        if (type.IsByRef) return Annotated(type.GetElementType()!, info);
        if (Nullable.GetUnderlyingType(type) is { } value) return NameOf(value) + "?";

        // A type parameter may be null or not, as its argument says.
        var mark = type is { IsValueType: false, IsGenericParameter: false } && info.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return $"{Annotated(type.GetElementType()!, info.ElementType!)}[]{mark}";
        if (!type.IsGenericType) return NameOf(type) + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) => Annotated(argument, info.GenericTypeArguments[i]));
        return $"{PlainName(type)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsGenericType) return $"{PlainName(type)}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
        return type.Namespace == "System" && Keywords.TryGetValue(type.Name, out var keyword) ? keyword : PlainName(type);
    }

    private static string PlainName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type is { IsNested: true, IsGenericParameter: false } ? $"{PlainName(type.DeclaringType!)}.{name}" : name;
    }
}
