import {spawnSync} from 'node:child_process';
import {constants} from 'node:fs';
import {open, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';

/**
Does `action` at the moment when the journal of a run is opened for the first time, as a run does that goes on while it is read. Whoever reads the
journal waits for it, and finds the journal as it was.
*/
export async function whenJournalIsRead(
	t: ExecutionContext,
	directory: string,
	action: () => Promise<void>,
): Promise<void> {
	const path = join(directory, 'journal.jsonl');
	const pipe = join(directory, 'pipe');
	const bytes = await readFile(path);
	t.is(spawnSync('mkfifo', [pipe]).status, 0);
	await rename(pipe, path);
	// When nobody reads it, this lets the one who waits for that go.
	t.teardown(async () => (await open(held, constants.O_RDWR | constants.O_NONBLOCK).catch(() => undefined))?.close());
	let held = path;
	void open(path, 'w').then(async writer => {
		held = `${path}.read`;
		await rename(path, held);
		await writeFile(path, bytes);
		await action();
		await writer.writeFile(bytes);
		await writer.close();
		await rm(held);
	});
}
