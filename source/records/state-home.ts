import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import process from 'node:process';

/** Where programs keep what is theirs between their runs. The XDG base directory rules: a relative path is as good as none. */
export function stateHome(): string {
	const asked = process.env['XDG_STATE_HOME'] ?? '';
	return isAbsolute(asked) ? asked : join(homedir(), '.local', 'state');
}
