// Read by Node versions far older than the program runs on: no syntax newer than ES modules.

/** The oldest Node.js release that runs connectop: [major, minor], the same as `engines` in package.json. */
export var oldest = [22, 20];

/** Whether a Node.js version such as "22.20.1" is recent enough to run connectop. */
export function isRecentEnough(version) {
	var parts = version.split('.').map(Number);
	return parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1]);
}
