window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : [ "726435237491380225" ], "editsRemaining" : "5" } },
      "retweeted" : false,
      "source" : "<a href=\"https://example.org\" rel=\"nofollow\">Example for phones</a>",
      "entities" : {
        "hashtags" : [ { "text" : "المكتبة", "indices" : [ "32", "40" ] } ],
        "urls" : [
          {
            "url" : "https://t.co/aB3dEfGh1J",
            "expanded_url" : "https://library.example.org/open?day=1&copy=2",
            "display_url" : "library.example.org/open?day=1…",
            "indices" : [ "8", "31" ]
          }
        ],
        "media" : [
          {
            "expanded_url" : "https://twitter.com/amina_example/status/726435237491380225/photo/1",
            "url" : "https://t.co/Pic0000001",
            "media_url_https" : "https://pbs.example.org/media/door.jpg",
            "type" : "photo"
          }
        ]
      },
      "extended_entities" : {
        "media" : [
          {
            "url" : "https://t.co/Pic0000001",
            "media_url_https" : "https://pbs.example.org/media/door.jpg",
            "ext_alt_text" : "باب المكتبة مفتوح",
            "type" : "photo"
          },
          {
            "url" : "https://t.co/Pic0000001",
            "media_url_https" : "https://pbs.example.org/media/shelf.jpg",
            "type" : "photo"
          }
        ]
      },
      "display_text_range" : [ "0", "80" ],
      "favorite_count" : "12",
      "id_str" : "726435237491380225",
      "truncated" : false,
      "id" : 726435237491380200,
      "created_at" : "Sat Apr 30 15:37:11 +0000 2016",
      "full_text" : "المكتبة &amp; الحديقة مفتوحتان 🌱 https://t.co/aB3dEfGh1J\n\n1 &lt; 2 #المكتبة https://t.co/Pic0000001",
      "lang" : "ar"
    }
  },
  {
    "tweet" : {
      "entities" : { "urls" : [ ] },
      "id_str" : "726683087303348225",
      "id" : 726683087303348225,
      "created_at" : "Sun May 01 08:02:03 +0000 2016",
      "full_text" : "RT @omar_example: The garden is open, too",
      "lang" : "en"
    }
  },
  {
    "id_str" : "726697670898356225",
    "created_at" : "Sun May 01 09:00:00 +0000 2016",
    "text" : "👩‍👩‍👧 می‌خوانیم",
    "lang" : "und"
  }
]
