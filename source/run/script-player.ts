import {ConnectopError} from '../base/errors.ts';
import type {Nexus} from './nexus.ts';
import type {Command} from './protocol.ts';
import type {ScriptEntry} from './script-file.ts';

/** Carries out a script in the engine, each command between the same two ticks whatever the clock does. */
export interface ScriptPlayer {
	/** Time stands still: the content of a checkpoint is being read. */
	readonly holds: boolean;
	/** Carries out what is due before the next step; whether there was any. Throws `script` when the run refuses one. */
	play(): boolean;
	/** A command was carried out that did not come from here: perhaps the one that was waited for. */
	answered(command: Command): void;
}

/** `ask` gets a command that needs a file; it comes back as a command of the same `by`. */
export function createScriptPlayer(
	nexus: Pick<Nexus, 'tickCount' | 'apply'>,
	entries: readonly ScriptEntry[],
	ask: (command: Command, where: string) => void,
): ScriptPlayer {
	let next = 0;
	let awaited: string | undefined;
	return {
		get holds() {
			return awaited !== undefined;
		},
		play() {
			const before = next;
			for (
				let entry = entries[next];
				entry && entry.at <= nexus.tickCount && awaited === undefined;
				entry = entries[next]
			) {
				next++;
				const {id, args, where} = entry;
				const command = {id, args, by: 'script'};
				if (id === 'restore') {
					awaited = id;
					ask(command, where);
					break;
				}
				const outcome = nexus.apply(command);
				if (!outcome.ok) throw new ConnectopError('failed', 'script', `${where}: ${outcome.error}`);
			}
			return next > before;
		},
		answered({id, by}) {
			if (by === 'script' && id === awaited) awaited = undefined;
		},
	};
}
