import {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import {issueInWords} from '../base/issue-words.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {CheckpointEntry} from '../records/run-document.ts';
import type {RunOptions} from './options.ts';

/** Starts a run in a process of its own. Rejects with what is wrong with it. */
export type Launch = (options: RunOptions) => Promise<RunDirectory>;

/** Arguments of `branch`. */
export const branchParameters = z.strictObject({
	name: z
		.string()
		.regex(/^[\w.-]{1,64}$/, 'use up to 64 letters, digits, _, . and -')
		.default('branch')
		.describe("added to the new run's id"),
});

/** Throws a usage error that says what is wrong with them. */
export function branchArguments(args: unknown): z.infer<typeof branchParameters> {
	const {data, error} = branchParameters.safeParse(args);
	if (data) return data;
	const [issue] = error.issues;
	const wrong = issue ? issueInWords(issue) : error.message;
	throw new ConnectopError('usage', 'arguments', `branch: ${issue?.path.join('.') || 'arguments'}: ${wrong}`);
}

/** The newest checkpoint of that tick. Throws `branch` when it could not be written. */
export function savedAt(checkpoints: readonly CheckpointEntry[], tick: number): CheckpointEntry {
	const found = checkpoints.findLast(each => each.tick === tick);
	if (found) return found;
	throw new ConnectopError('failed', 'branch', `branch: the checkpoint of tick ${tick} was not written`);
}
