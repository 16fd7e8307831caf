import {readFile} from 'node:fs/promises';
import type {Adapter} from 'lowdb';
import {writeFileAtomic} from './files.ts';

/**
A lowdb adapter for one JSON document, replaced as a whole at every write and on disk when write() resolves: a crash leaves the old one or the
new one. (lowdb's own JSONFile renames too, but syncs nothing.) read() gives null when there is no file.
*/
export function jsonDocument<T>(path: string): Adapter<T> {
	let last: Promise<unknown> = Promise.resolve();
	return {
		async read() {
			try {
				return JSON.parse(await readFile(path, 'utf8')) as T;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
				throw error;
			}
		},
		async write(data) {
			const text = `${JSON.stringify(data, undefined, 2)}\n`;
			const written = last.then(() => writeFileAtomic(path, [Buffer.from(text)]));
			last = written.catch(() => undefined); // whoever asked for that write hears of it; the next one is its own
			await written;
		},
	};
}
