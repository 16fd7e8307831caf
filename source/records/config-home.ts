import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';

/** Where programs keep what their user has set. The XDG base directory rules: a relative path is as good as none. */
export function configHome(environment: Readonly<Record<string, string | undefined>>): string {
	const asked = environment['XDG_CONFIG_HOME'] ?? '';
	return isAbsolute(asked) ? asked : join(homedir(), '.config');
}
