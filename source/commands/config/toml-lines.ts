import {parse, TomlError} from 'smol-toml';

/** A key's path as one name: `param.alpha`. */
export const pathOf = (keys: readonly string[]): string => keys.join('.');

/**
The line, counted from 1, on which each key of a valid TOML document is set, by its path. The library tells no lines; but a statement ends with
the first line up to which it can be read by itself, for inside of strings and lists it can't.
*/
export function linesOf(text: string): ReadonlyMap<string, number> {
	const lines = text.split(/\r?\n/);
	const found = new Map<string, number>();
	let table: readonly string[] = [];
	let begin = 0;
	for (let end = 1; end <= lines.length; end++) {
		const statement = lines.slice(begin, end).join('\n');
		const parsed = parsedOrNone(statement);
		if (!parsed) continue;
		const paths = [...pathsIn(parsed)];
		if (/^\s*\[/.test(statement)) table = paths[0] ?? [];
		for (const path of paths) note(found, /^\s*\[/.test(statement) ? path : [...table, ...path], begin + 1);
		begin = end;
	}
	return found;
}

/** A table that is made by a longer key stands on the line of its first. */
function note(found: Map<string, number>, keys: readonly string[], line: number): void {
	for (const [i] of keys.entries()) {
		const path = pathOf(keys.slice(0, i + 1));
		if (!found.has(path)) found.set(path, line);
	}
}

function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
	const within = Array.isArray(value) ? value[0] : value;
	const keys = typeof within === 'object' && within !== null ? Object.entries(within) : [];
	if (keys.length === 0 && path.length > 0) yield path;
	for (const [key, each] of keys) yield* pathsIn(each, [...path, key]);
}

function parsedOrNone(text: string): unknown {
	try {
		return parse(text);
	} catch (error) {
		if (error instanceof TomlError) return undefined; // it goes on on the next line
		throw error;
	}
}
