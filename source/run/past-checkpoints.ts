import {join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {readCheckpoint, type SavedContext} from '../records/checkpoint.ts';
import {hashFile} from '../records/files.ts';
import type {CheckpointEntry} from '../records/run-document.ts';
import {formatValue, type ParameterInfo, valueIn} from './parameter-info.ts';
import type {CheckpointCheck, CheckpointComparison} from './past.ts';
import type {Settings} from './protocol.ts';
import {checkpointName} from './restore-source.ts';
import {stateDifference} from './state-difference.ts';

/**
Reads a checkpoint's file anew: whether it still is what run.json says was saved. A file that is gone or can't be read is not. Throws a usage
error when `file` is no name, and `checkpoint-missing` when the run has none of that name.
*/
export async function verifyCheckpoint(
	directory: string,
	listed: readonly CheckpointEntry[],
	file: string,
): Promise<CheckpointCheck> {
	const name = checkpointName(file);
	const entry = listed.find(each => each.file === name);
	if (!entry) throw notListed(name, listed);
	const found = await hashFile(join(directory, name)).catch((error: unknown) => whyNot(error));
	if (typeof found === 'object') return {file: name, ok: false, detail: `${name}: ${found.why}`};
	const saved = entry.sha256;
	if (found !== saved) {
		const detail = `${name}: its content is not what was saved: SHA-256 ${short(found)}, saved ${short(saved)}`;
		return {file: name, ok: false, detail};
	}
	return {file: name, ok: true, detail: `${name}: is what was saved, SHA-256 ${short(saved)}`};
}

const short = (sha256: string): string => sha256.slice(0, 12);

const whyNot = (error: unknown): {readonly why: string} => ({
	why: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file is gone' : `can't be read: ${messageOf(error)}`,
});

function notListed(file: string, listed: readonly CheckpointEntry[]): ConnectopError {
	const newest = listed.slice(-5).map(each => each.file);
	const has = newest.length === 0 ? 'it has none yet' : `its newest are ${newest.join(', ')}`;
	return new ConnectopError('invalid', 'checkpoint-missing', `${file}: the run has no checkpoint of that name; ${has}`);
}

/**
How two checkpoints of a run differ: in every variable that both have, and in the parameters in force. `largestNode` is −1 where no node differs.
A node whose value is no finite number in one of them counts as different, but has no part in `largest` and `rms`; means are of the finite values.
Throws a usage error for what is no name, what `readCheckpoint` throws, and `checkpoint-fit` when they have other numbers of nodes.
*/
export async function compareCheckpoints(
	directory: string,
	parameters: readonly ParameterInfo[],
	a: string,
	b: string,
): Promise<CheckpointComparison> {
	const [one, other] = [
		await readCheckpoint(join(directory, checkpointName(a))),
		await readCheckpoint(join(directory, checkpointName(b))),
	];
	const [nodes, others] = [one.state.stimulus.length, other.state.stimulus.length];
	if (nodes !== others)
		throw new ConnectopError('invalid', 'checkpoint-fit', `${a} has ${nodes} nodes and ${b} ${others}: no comparison`);
	const variables = Object.entries(one.state.variables).flatMap(([name, values]) => {
		const second = other.state.variables[name];
		return second ? [[name, stateDifference(values, second)] as const] : [];
	});
	return {
		a,
		b,
		variables: Object.fromEntries(variables),
		settings: changedSettings(parameters, settingsOf(one), settingsOf(other)),
	};
}

const settingsOf = ({settings}: SavedContext): Settings => ({parameters: {}, ...settings}) as unknown as Settings;

function changedSettings(
	parameters: readonly ParameterInfo[],
	a: Settings,
	b: Settings,
): CheckpointComparison['settings'] {
	return parameters
		.map(parameter => [parameter.name, shown(parameter, a), shown(parameter, b)] as const)
		.filter(([, before, after]) => before !== after);
}

/** As it is typed; `unknown` for a setting that the version which saved the checkpoint did not have. */
function shown(parameter: ParameterInfo, settings: Settings): string {
	const value: unknown = valueIn(parameter, settings);
	if (value === undefined && parameter.kind !== 'interval') return 'unknown';
	return formatValue(parameter, valueIn(parameter, settings));
}
