import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** One line of a log. */
export type Row = Readonly<Record<string, unknown>> & {readonly kind: string; readonly tick: number};

/** The directories of the runs that a folder holds, oldest first. */
export function runsIn(folder: string): string[] {
	const runs = join(folder, 'runs');
	return existsSync(runs)
		? readdirSync(runs)
				.sort()
				.map(id => join(runs, id))
		: [];
}

/** The whole lines of a log of the only run in a folder; none when there is no such run yet. */
export function rowsOf(folder: string, log: 'journal' | 'events' | 'metrics' | 'utd_events'): Row[] {
	const [directory] = runsIn(folder);
	return directory === undefined ? [] : readRows(join(directory, `${log}.jsonl`));
}

/** The whole lines of a JSON-lines file. */
export function readRows(path: string): Row[] {
	if (!existsSync(path)) return [];
	return readFileSync(path, 'utf8')
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Row);
}

/** The run.json of the only run in a folder. */
export function documentOf(folder: string): Readonly<Record<string, unknown>> {
	const [directory = folder] = runsIn(folder);
	return JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')) as Record<string, unknown>;
}
