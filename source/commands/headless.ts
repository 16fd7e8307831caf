import process from 'node:process';
import type {RecordingRun} from '../run/client.ts';

/** Bytes waiting for a slow reader; beyond it lines are dropped and counted. */
const mostWaiting = 4 * 1024 * 1024;

export interface PrintOptions {
	/** Print the decoder's text events as well. */
	readonly utterances: boolean;
	/** Why a run that had begun before goes on, told on stderr with the state that it goes on from. */
	readonly again?: string | undefined;
}

const warn = (message: string): void => void process.stderr.write(`connectop: ${message}\n`);

/**
Prints every record of a run as one JSON object a line. A reader that is slower than the run loses lines, which is said on stderr; one that
goes away ends the run as SIGTERM does, with exit code 0. What is wrong with the disk is said on stderr too.
*/
export function printRecords(client: RecordingRun, {utterances, again}: PrintOptions): void {
	const {stdout} = process;
	let dropped = 0;
	let closed = false;
	// Writing to a pipe blocks in Node unless the handle is told otherwise, and a slow reader would hold up the records.
	(stdout as unknown as {_handle?: {setBlocking?: (on: boolean) => void}})._handle?.setBlocking?.(false);
	stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (closed) return;
		closed = true;
		if (error.code === 'EIO') return; // a terminal that is gone takes no run with it
		if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return; // the records go on; that lines are missing is said by who prints
		void client.send({id: 'stop', args: {reason: 'stdout closed'}, by: 'signal'});
	});
	client.onEvent(({kind, message}) => {
		if (kind === 'disk' || kind === 'checkpoint-failed') warn(message);
	});
	client.onRecord(record => {
		if (again !== undefined && record.kind === 'resume') tellAgain(record['data'], again);
		if (closed || (record.kind === 'utd' && !utterances)) return;
		if (stdout.writableLength > mostWaiting) {
			dropped++;
			return;
		}
		stdout.write(`${JSON.stringify(record)}\n`);
	});
	void client.ended.then(() => {
		if (dropped > 0) warn(`${dropped} lines were not printed: the reader of stdout was slower than the run`);
	});
}

/** `data` of the event that says where a run goes on from; of the other `resume`, after a pause, it has no file. */
function tellAgain(data: unknown, why: string): void {
	const {file, tick} = (data ?? {}) as {readonly file?: string; readonly tick?: number};
	if (file !== undefined) warn(`the run goes on from ${file}, tick ${tick}: ${why}`);
}
