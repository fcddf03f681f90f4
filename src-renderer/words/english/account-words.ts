// Owns: English words of onboarding, accounts and the connection test.

export const accountWords = {
  welcome: 'Welcome to Signing Desk',
  openPractice: 'Open the practice desk',
};
