import {readFile} from 'node:fs/promises';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {issueInWords} from '../base/issue-words.ts';

/** A command of a script. */
export interface ScriptEntry {
	/** The tick before whose next step it acts. */
	readonly at: number;
	readonly id: string;
	readonly args: Readonly<Record<string, unknown>>;
	/** FILE:LINE, for messages. */
	readonly where: string;
}

const shape = z.strictObject({
	at: z.int().min(0),
	id: z.string(),
	args: z.record(z.string(), z.unknown()).default({}),
});

/**
Reads a script: one JSON object a line, `{"at": 100, "id": "set", "args": {"name": "dt", "value": 0.5}}`, in the order in which they act; empty
lines and lines that begin with # are left out. Throws one line, `script`, that names file and line.
*/
export async function readScript(path: string): Promise<readonly ScriptEntry[]> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error);
		throw new ConnectopError('invalid', 'script', `--script ${path}: ${why}`, {cause: error});
	}
	return text.split('\n').flatMap((line, index) => {
		if (line.trim() === '' || line.startsWith('#')) return [];
		return [entryIn(line, `${path}:${index + 1}`)];
	});
}

function entryIn(line: string, where: string): ScriptEntry {
	const wrong = (what: string) => new ConnectopError('invalid', 'script', `${where}: ${what}`);
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw wrong('is no JSON; a line is a command such as {"at": 100, "id": "excite", "args": {"node": 3}}');
	}
	const {data, error} = shape.safeParse(value);
	if (data) return {...data, where};
	const [issue] = error.issues;
	throw wrong(
		`${issue?.path.join('.') || 'the line'}: ${issue ? issueInWords(issue) : error.message}; a command has at, id and args`,
	);
}
