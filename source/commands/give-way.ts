import {readdirSync} from 'node:fs';
import os from 'node:os';

/**
Lets runs go first where processors are short: a picture that comes a little later is no loss, a tick is. Linux keeps a priority for each thread; elsewhere the
process has one.
*/
export function giveWay(): void {
	for (const thread of threads()) {
		try {
			os.setPriority(thread, os.constants.priority.PRIORITY_BELOW_NORMAL);
		} catch (error) {
			// A thread that has just ended has no priority, and where none may be changed the screen works as well.
			const {code} = (error as {info?: {code?: string}}).info ?? {};
			if (code !== 'ESRCH' && code !== 'EACCES' && code !== 'EPERM') throw error;
		}
	}
}

function threads(): readonly number[] {
	try {
		return readdirSync('/proc/self/task').map(Number);
	} catch {
		return [0]; // this process, as a whole
	}
}
