import {ConnectopError} from '../../base/errors.ts';
import type {CommandSpec} from './command.ts';
import {checkpointCommand, restoreCommand} from './keeping.ts';
import {pauseCommand, resumeCommand, stepCommand, stopCommand} from './pace.ts';
import {setCommand} from './set.ts';
import {exciteCommand, quenchCommand, stimulusCommand} from './stimuli.ts';

/** Everything that can be done to a run, in the order of the help. */
export const commands: readonly CommandSpec[] = [
	pauseCommand,
	resumeCommand,
	stepCommand,
	setCommand,
	stimulusCommand,
	exciteCommand,
	quenchCommand,
	checkpointCommand,
	restoreCommand,
	stopCommand,
];

/** The command of that id. Throws a usage error that lists them. */
export function findCommand(id: string): CommandSpec {
	const found = commands.find(each => each.id === id);
	if (found) return found;
	throw new ConnectopError(
		'usage',
		'command',
		`command "${id}" is unknown; use one of ${commands.map(each => each.id).join(', ')}`,
	);
}
