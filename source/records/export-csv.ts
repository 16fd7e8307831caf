/** A row of a log. */
type Row = Readonly<Record<string, unknown>>;

/** A column of a table: its title, and the names that lead to its value in a row. */
export interface Column {
	readonly title: string;
	readonly path: readonly string[];
}

/**
Finds the columns of a table, in order of first appearance. With `nested`, members of an object have columns of their own
(`observables.NAME`); without, an object is one cell of JSON.
*/
export function columnFinder(nested: boolean): {add(row: Row): void; readonly columns: readonly Column[]} {
	const columns = new Map<string, Column>();
	const add = (row: Row, above: readonly string[]): void => {
		for (const name of Object.keys(row)) {
			const value = row[name];
			if (nested && isObject(value)) {
				add(value, [...above, name]);
				continue;
			}
			const title = above.length === 0 ? name : [...above, name].join('.');
			if (!columns.has(title)) columns.set(title, {title, path: [...above, name]});
		}
	};
	return {
		add: row => add(row, []),
		get columns() {
			return [...columns.values()];
		},
	};
}

/** One line of a table; empty where the row has nothing, or null, which in JSON stands for what is no number. */
export const csvRow = (row: Row, columns: readonly Column[]): string =>
	csvLine(columns.map(({path}) => textOf(path.reduce<unknown>((value, name) => memberOf(value, name), row))));

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, name: string): unknown =>
	isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Texts as one line of CSV (RFC 4180, 2): quotes around those that hold quotes, commas or line breaks. Ends with a line feed, as all tools read. */
export const csvLine = (texts: readonly string[]): string => `${texts.map(quoted).join(',')}\n`;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
