import {ConnectopError} from '../../base/errors.ts';
import {didYouMean} from '../../base/nearest-name.ts';
import {adjustCommand} from './adjust.ts';
import {branchCommand} from './branching.ts';
import {breakCommand, unbreakCommand} from './breaking.ts';
import type {CommandSpec} from './command.ts';
import {clampCommand, releaseCommand, silenceCommand} from './holding.ts';
import {checkpointCommand, pictureCommand, restoreCommand} from './keeping.ts';
import {nameCommand, noteCommand} from './labelling.ts';
import {pauseCommand, resumeCommand, stepCommand, stopCommand} from './pace.ts';
import {recordCommand, unrecordCommand} from './recording.ts';
import {setCommand} from './set.ts';
import {settingsCommand} from './settings.ts';
import {exciteCommand, quenchCommand, stimulusCommand} from './stimuli.ts';
import {undoCommand} from './undo.ts';

/** Everything that people can do to a run, in the order of the help. */
export const commands: readonly CommandSpec[] = [
	pauseCommand,
	resumeCommand,
	stepCommand,
	setCommand,
	adjustCommand,
	undoCommand,
	stimulusCommand,
	exciteCommand,
	quenchCommand,
	clampCommand,
	silenceCommand,
	releaseCommand,
	breakCommand,
	unbreakCommand,
	recordCommand,
	unrecordCommand,
	pictureCommand,
	checkpointCommand,
	restoreCommand,
	branchCommand,
	noteCommand,
	nameCommand,
	stopCommand,
];

/** Commands that programs send and journals hold, besides those of people. */
export const internalCommands: readonly CommandSpec[] = [settingsCommand];

/** The command of that id, internal ones too. Throws a usage error that lists those of people. */
export function findCommand(id: string): CommandSpec {
	const found = [...commands, ...internalCommands].find(each => each.id === id);
	if (found) return found;
	const ids = commands.map(each => each.id);
	throw new ConnectopError(
		'usage',
		'command',
		`command "${id.slice(0, 64)}" is unknown; use one of ${ids.join(', ')}${didYouMean(id, ids)}`,
	);
}
