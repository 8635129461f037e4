window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "amina@example.org",
      "createdVia" : "web",
      "username" : "amina_example",
      "accountId" : "1000000001",
      "createdAt" : "2010-01-02T03:04:05.000Z",
      "accountDisplayName" : "Amina Example"
    }
  }
]
